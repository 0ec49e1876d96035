//! The best of what was found, counted on the way. What is newer is ahead; how much is reckoned only for what can still be among the best, so
//! that a word half of all documents have costs little more than counting them.

use crate::count::{Counting, Counts, InPart, Part};
use kit::Moment;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

/// After so long something recent has lost half of what it is ahead.
const HALF_LIFE_DAYS: f32 = 60.0;
/// What is of today is so many times as good as what is long past.
const FRESHEST: f32 = 2.0;

/// Twice as much for what is of today as for what is long past: of two good matches the newer is mostly meant.
fn freshness(now: Moment, at: Moment) -> f32 {
    let days = (now.seconds().saturating_sub(at.seconds())).max(0) as f32 / 86_400.0;
    1.0 + (FRESHEST - 1.0) * HALF_LIFE_DAYS / (HALF_LIFE_DAYS + days)
}

/// Finds the best `most` and counts everything.
pub(crate) struct Ranking {
    pub counting: Counting,
    pub most: usize,
}

pub(crate) struct RankedPart {
    part: SegmentOrdinal,
    now: Moment,
    counted: InPart,
    best: Best,
}

impl Collector for Ranking {
    type Fruit = ((usize, Counts), Vec<(Score, DocAddress)>);
    type Child = RankedPart;

    fn for_segment(&self, part: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<RankedPart> {
        let counted = self.counting.for_segment(part, segment)?;
        Ok(RankedPart { part, now: self.counting.now, counted, best: Best::of(self.most) })
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, parts: Vec<(Part, Vec<(Score, DocAddress)>)>) -> tantivy::Result<Self::Fruit> {
        let (counted, best): (Vec<Part>, Vec<_>) = parts.into_iter().unzip();
        let mut best: Vec<(Score, DocAddress)> = best.into_iter().flatten().collect();
        best.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        best.truncate(self.most);
        Ok((self.counting.merge_fruits(counted)?, best))
    }
}

impl SegmentCollector for RankedPart {
    type Fruit = (Part, Vec<(Score, DocAddress)>);

    fn collect(&mut self, document: DocId, score: Score) {
        let at = self.counted.count(document);
        if self.best.may_take(score * FRESHEST) {
            self.best.take(score * freshness(self.now, Moment(at)), document);
        }
    }

    fn harvest(self) -> Self::Fruit {
        let part = self.part;
        let best = self.best.kept().into_iter().map(|(score, document)| (score, DocAddress::new(part, document)));
        (self.counted.harvest(), best.collect())
    }
}

/// The best so many; of equals the first.
struct Best {
    most: usize,
    kept: Vec<(Score, DocId)>,
    /// What is not better than this is not among them.
    least: Score,
}

impl Best {
    fn of(most: usize) -> Self {
        Self { most: most.max(1), kept: Vec::new(), least: Score::MIN }
    }

    fn may_take(&self, score: Score) -> bool {
        score > self.least
    }

    fn take(&mut self, score: Score, document: DocId) {
        if !self.may_take(score) {
            return;
        }
        self.kept.push((score, document));
        if self.kept.len() >= 2 * self.most {
            self.cut();
        }
    }

    fn cut(&mut self) {
        if self.kept.len() > self.most {
            let worst = self.most - 1;
            let (_, last, _) = self.kept.select_nth_unstable_by(worst, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            self.least = last.0;
            self.kept.truncate(self.most);
        }
    }

    fn kept(mut self) -> Vec<(Score, DocId)> {
        self.cut();
        self.kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_are_kept_and_of_equals_the_first() {
        let scores: Vec<f32> = (0..1_000_u16).map(|place| f32::from(place * 37 % 101)).collect();
        for most in [1, 3, 30, 2_000] {
            let mut best = Best::of(most);
            for (place, score) in (0..).zip(&scores) {
                best.take(*score, place);
            }
            let mut kept = best.kept();
            kept.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            let mut all: Vec<(f32, u32)> = scores.iter().copied().zip(0..).collect();
            all.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            all.truncate(most);
            assert_eq!(kept, all, "{most}");
        }
    }

    #[test]
    fn what_is_of_today_is_twice_as_good_and_never_more() {
        let now = Moment::from_seconds(1_800_000_000);
        assert!((freshness(now, now) - FRESHEST).abs() < f32::EPSILON);
        assert!((freshness(now, now.plus_seconds(86_400)) - FRESHEST).abs() < f32::EPSILON, "a clock that was ahead");
        assert!((freshness(now, now.plus_seconds(-60 * 86_400)) - 1.5).abs() < 0.001);
        assert!(freshness(now, Moment(0)) < 1.01);
    }
}
