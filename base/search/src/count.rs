//! Counting what was found: how many there are, and how many of each facet's value. Only what the question let through is
//! counted, so a count tells no more than the hits themselves.

use crate::document::Facet;
use crate::fields::BETWEEN;
use kit::Moment;
use std::collections::HashMap;
use std::sync::Arc;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, ColumnValues, StrColumn};
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

/// How many of each facet's value, the most first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    labels: HashMap<Facet, Vec<(String, usize)>>,
    within: [usize; DAYS.len()],
}

/// Spans back from the present, in days, within which is counted.
const DAYS: [i64; 4] = [1, 7, 30, 365];

impl Counts {
    /// The values of a facet with how many there are of each. Values are folded, as they are compared.
    pub fn of(&self, facet: Facet) -> &[(String, usize)] {
        self.labels.get(&facet).map_or(&[], Vec::as_slice)
    }

    /// How many something happened in within so many days, the shortest span first.
    pub fn within_days(&self) -> impl Iterator<Item = (i64, usize)> {
        DAYS.into_iter().zip(self.within)
    }

    /// Takes over what another question counted of this facet.
    pub(crate) fn with(mut self, facet: Facet, other: &Self) -> Self {
        self.labels.insert(facet, other.of(facet).to_vec());
        self
    }

    fn sorted(labels: HashMap<String, usize>, within: [usize; DAYS.len()]) -> Self {
        let mut counts = Self { within, ..Self::default() };
        for (label, count) in labels {
            if let Some((facet, value)) = label.split_once(':').and_then(|(word, value)| Some((Facet::of_word(word)?, value))) {
                counts.labels.entry(facet).or_default().push((value.to_owned(), count));
            }
        }
        for values in counts.labels.values_mut() {
            values.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        }
        counts
    }
}

/// Counts over all parts of the index.
pub(crate) struct Counting {
    pub now: Moment,
}

/// Counts in one part: standings as a whole, and tags one by one.
pub(crate) struct InPart {
    standings: Option<StrColumn>,
    /// Which standing each document has.
    standing: Arc<dyn ColumnValues<u64>>,
    standing_counts: Vec<u32>,
    tags: Option<StrColumn>,
    tag_counts: Vec<u32>,
    at: Arc<dyn ColumnValues<i64>>,
    /// Where each span begins.
    edges: [i64; DAYS.len()],
    within: [usize; DAYS.len()],
    total: usize,
}

/// What one part counted.
pub(crate) struct Part {
    total: usize,
    labels: HashMap<String, usize>,
    within: [usize; DAYS.len()],
}

impl Collector for Counting {
    type Fruit = (usize, Counts);
    type Child = InPart;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<InPart> {
        let (standings, tags) = (segment.fast_fields().str("standing")?, segment.fast_fields().str("tags")?);
        let terms = |column: &Option<StrColumn>| vec![0; column.as_ref().map_or(0, |column| column.num_terms())];
        let standing = match &standings {
            Some(column) => column.ords().clone().first_or_default_col(u64::MAX),
            None => Column::build_empty_column(segment.max_doc()).first_or_default_col(u64::MAX),
        };
        let at = segment.fast_fields().i64("at")?.first_or_default_col(i64::MIN);
        let edges = DAYS.map(|days| self.now.plus_seconds(-days * 86_400).0);
        let (standing_counts, tag_counts) = (terms(&standings), terms(&tags));
        let within = [0; DAYS.len()];
        Ok(InPart {
            standings,
            standing,
            standing_counts,
            tags,
            tag_counts,
            at,
            edges,
            within,
            total: 0,
        })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, parts: Vec<Part>) -> tantivy::Result<(usize, Counts)> {
        let (mut total, mut labels, mut within) = (0, HashMap::new(), [0; DAYS.len()]);
        for part in parts {
            total += part.total;
            within.iter_mut().zip(part.within).for_each(|(sum, count)| *sum += count);
            for (label, count) in part.labels {
                *labels.entry(label).or_insert(0) += count;
            }
        }
        Ok((total, Counts::sorted(labels, within)))
    }
}

impl InPart {
    /// Counts a document; when it was active last.
    pub fn count(&mut self, document: DocId) -> i64 {
        self.total += 1;
        let at = self.at.get_val(document);
        self.within.iter_mut().zip(self.edges).for_each(|(count, edge)| *count += usize::from(at >= edge));
        one_more(&mut self.standing_counts, self.standing.get_val(document));
        for ord in self.tags.iter().flat_map(|column| column.term_ords(document)) {
            one_more(&mut self.tag_counts, ord);
        }
        at
    }
}

fn one_more(counts: &mut [u32], ord: u64) {
    if let Some(count) = usize::try_from(ord).ok().and_then(|ord| counts.get_mut(ord)) {
        *count += 1;
    }
}

/// Calls with each word that was counted and how often, in the order of the words: the next is read on from the one before.
fn each_counted(column: Option<&StrColumn>, counts: &[u32], mut told: impl FnMut(&str, usize)) -> std::io::Result<()> {
    let Some(column) = column else { return Ok(()) };
    let mut words = column.dictionary().stream()?;
    for count in counts {
        if !words.advance() {
            break;
        }
        if *count > 0
            && let Ok(word) = std::str::from_utf8(words.key())
        {
            told(word, *count as usize);
        }
    }
    Ok(())
}

impl SegmentCollector for InPart {
    type Fruit = Part;

    fn collect(&mut self, document: DocId, _: Score) {
        self.count(document);
    }

    fn harvest(self) -> Part {
        let mut labels = HashMap::new();
        let mut add = |label: &str, count: usize| match labels.get_mut(label) {
            Some(sum) => *sum += count,
            None => drop(labels.insert(label.to_owned(), count)),
        };
        let standings = each_counted(self.standings.as_ref(), &self.standing_counts, |standing, count| {
            standing.split(BETWEEN).for_each(|label| add(label, count));
        });
        let tags = each_counted(self.tags.as_ref(), &self.tag_counts, &mut add);
        // Counting has no way to say that the disk fails; whoever reads what was found does.
        for trouble in [standings, tags].into_iter().filter_map(Result::err) {
            tracing::error!(%trouble, "what was found could not be counted");
        }
        Part { total: self.total, labels, within: self.within }
    }
}
