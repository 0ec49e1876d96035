//! Prints a layout with krilla: glyphs and areas on pages, the tree of meanings, and what the file says of itself.

use super::PrintFault;
use super::inks::Ink;
use super::layout::{Layout, Mark, Meaning, Node, PAGE, Role};
use super::type_case;
use crate::{Paper, Particulars};
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::embed::{AssociationKind, EmbeddedFile, MimeType};
use krilla::geom::{PathBuilder, Point, Rect, Size, Transform};
use krilla::image::Image;
use krilla::metadata::{DateTime, Metadata};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Identifier, SpanTag, TableHeaderScope, Tag, TagGroup, TagKind, TagTree};
use krilla::{Document, SerializeSettings};
use std::num::NonZeroU16;

const LOGO_BYTES: usize = 2_000_000;
const LOGO_SIDE: u32 = 4_000;

/// The brand's logo, if it has one.
pub(super) fn logo(paper: &Paper) -> Result<Option<Image>, PrintFault> {
    let Some(logo) = &paper.particulars().brand.logo else { return Ok(None) };
    if logo.bytes.len() > LOGO_BYTES {
        return Err(PrintFault::Logo("it is larger than 2 MB".into()));
    }
    let is_png = logo.bytes.starts_with(b"\x89PNG");
    let open = if is_png { Image::from_png } else { Image::from_jpeg };
    let image = open(logo.bytes.clone().into(), false).map_err(|reason| PrintFault::Logo(reason.to_string()))?;
    let (wide, high) = image.size();
    if wide.max(high) > LOGO_SIDE || wide.min(high) == 0 {
        return Err(PrintFault::Logo(format!("it is {wide} by {high} pixels")));
    }
    Ok(Some(image))
}

pub(super) fn print(layout: Layout<'_>, logo: Option<Image>, invoice: Option<String>) -> Result<Vec<u8>, PrintFault> {
    let paper = layout.particulars();
    let mut document = Document::new_with(settings()?);
    let mut tree = Tree { nodes: &layout.nodes, leaves: vec![Vec::new(); layout.nodes.len()] };
    for marks in &layout.pages {
        let settings = PageSettings::from_wh(PAGE.0, PAGE.1).ok_or_else(|| PrintFault::NotArchivable("no page".into()))?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        marks.iter().for_each(|mark| draw(&mut surface, mark, logo.as_ref(), &mut tree));
        surface.finish();
        page.finish();
    }
    document.set_tag_tree(tree.grown());
    document.set_outline(outline(&layout));
    document.set_metadata(metadata(&layout));
    if let Some(xml) = invoice {
        document.embed_file(attachment(&layout, paper, xml));
    }
    document
        .finish()
        .map_err(|error| PrintFault::NotArchivable(format!("{error:?}").chars().take(400).collect()))
}

fn settings() -> Result<SerializeSettings, PrintFault> {
    let configuration = ConfigurationBuilder::new()
        .with_archival_validator(Archival::A3_A)
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|error| PrintFault::NotArchivable(format!("{error:?}")))?;
    Ok(SerializeSettings { configuration, ..SerializeSettings::default() })
}

fn draw(surface: &mut Surface<'_>, mark: &Mark, logo: Option<&Image>, tree: &mut Tree<'_>) {
    match mark {
        Mark::Text { x, y, style, text, means } => {
            let tag = means.map_or(decoration(), |_| ContentTag::Span(SpanTag::empty()));
            let leaf = surface.start_tagged(tag);
            write(surface, (*x, *y), *style, text);
            surface.end_tagged();
            tree.hang(*means, leaf);
        }
        Mark::Area { x, y, width, height, ink } => {
            surface.start_tagged(decoration());
            fill(surface, (*x, *y, *width, *height), *ink);
            surface.end_tagged();
        }
        Mark::Logo { x, y, width, height, means } => {
            let (Some(logo), Some(size)) = (logo, Size::from_wh(*width, *height)) else { return };
            let leaf = surface.start_tagged(ContentTag::Other);
            surface.push_transform(&Transform::from_translate(*x, *y));
            surface.draw_image(logo.clone(), size);
            surface.pop();
            surface.end_tagged();
            tree.hang(Some(*means), leaf);
        }
    }
}

fn write(surface: &mut Surface<'_>, (x, y): (f32, f32), style: type_case::Style, text: &str) {
    let mut at = x;
    for run in type_case::set(text, style.bold) {
        surface.set_fill(Some(paint(style.ink)));
        surface.set_stroke(
            run.stroked
                .then(|| Stroke { paint: colour(style.ink).into(), width: style.size * 0.035, ..Stroke::default() }),
        );
        surface.draw_glyphs(Point::from_xy(at, y), &run.glyphs, run.font, text, style.size, false);
        at += run.width * style.size;
    }
    surface.set_stroke(None);
}

fn fill(surface: &mut Surface<'_>, (x, y, width, height): (f32, f32, f32, f32), ink: Ink) {
    let Some(area) = Rect::from_xywh(x, y, width, height) else { return };
    let mut path = PathBuilder::new();
    path.push_rect(area);
    if let Some(path) = path.finish() {
        surface.set_stroke(None);
        surface.set_fill(Some(paint(ink)));
        surface.draw_path(&path);
    }
}

fn paint(ink: Ink) -> Fill {
    Fill { paint: colour(ink).into(), ..Fill::default() }
}

fn colour((red, green, blue): Ink) -> krilla::color::rgb::Color {
    krilla::color::rgb::Color::new(red, green, blue)
}

fn decoration() -> ContentTag<'static> {
    ContentTag::Artifact(Artifact::with_kind(ArtifactType::Other))
}

/// The nodes of the layout with the content that hangs on each.
struct Tree<'a> {
    nodes: &'a [Node],
    leaves: Vec<Vec<Identifier>>,
}

impl Tree<'_> {
    fn hang(&mut self, means: Option<Meaning>, leaf: Identifier) {
        if let Some(means) = means {
            self.leaves[means].push(leaf);
        }
    }

    /// Children come after their parents in the list, so growing from its end finds each child finished.
    fn grown(mut self) -> TagTree {
        let mut children: Vec<Vec<TagGroup>> = std::iter::repeat_with(Vec::new).take(self.nodes.len()).collect();
        let mut roots = Vec::new();
        for (index, node) in self.nodes.iter().enumerate().rev() {
            let mut group = TagGroup::new(tag(&node.role));
            self.leaves[index].drain(..).for_each(|leaf| group.push(leaf));
            children[index].drain(..).rev().for_each(|child| group.push(child));
            match node.parent {
                Some(parent) => children[parent].push(group),
                None => roots.push(group),
            }
        }
        let mut tree = TagTree::new();
        roots.into_iter().rev().for_each(|root| tree.push(root));
        tree
    }
}

fn tag(role: &Role) -> TagKind {
    match role {
        Role::Heading(title) => Tag::Hn(NonZeroU16::MIN, Some(title.clone())).into(),
        Role::Subheading(title) => Tag::Hn(NonZeroU16::MIN.saturating_add(1), Some(title.clone())).into(),
        Role::Paragraph => Tag::P.into(),
        Role::Picture(alt) => Tag::Figure(Some(alt.clone())).into(),
        Role::Table(summary) => Tag::Table.with_summary(Some(summary.clone())).into(),
        Role::Head => Tag::THead.into(),
        Role::Body => Tag::TBody.into(),
        Role::Row => Tag::TR.into(),
        Role::ColumnHead => Tag::TH(TableHeaderScope::Column).into(),
        Role::RowHead => Tag::TH(TableHeaderScope::Row).into(),
        Role::Cell => Tag::TD.into(),
    }
}

fn outline(layout: &Layout<'_>) -> Outline {
    let title = format!("{} {}", super::letterhead::title_of(layout), layout.particulars().number);
    let mut outline = Outline::new();
    outline.push_child(OutlineNode::new(title, XyzDestination::new(0, Point::from_xy(0.0, 0.0))));
    outline
}

fn metadata(layout: &Layout<'_>) -> Metadata {
    let paper = layout.particulars();
    Metadata::new()
        .title(format!("{} {}", super::letterhead::title_of(layout), paper.number))
        .authors(vec![paper.from.name.clone()])
        .creator("Frontline".into())
        .producer("Frontline".into())
        .language(paper.language.tag().into())
        .creation_date(day(paper.issued_on))
        .document_id(format!("{}/{}", paper.from.name, paper.number))
}

fn attachment(layout: &Layout<'_>, paper: &Particulars, xml: String) -> EmbeddedFile {
    EmbeddedFile {
        path: super::facturx::FILE.into(),
        mime_type: MimeType::new("text/xml"),
        description: Some(layout.say("papers-attachment")),
        association_kind: AssociationKind::Alternative,
        data: xml.into_bytes().into(),
        modification_date: Some(day(paper.issued_on)),
        compress: Some(true),
        location: None,
    }
}

fn day(date: jiff::civil::Date) -> DateTime {
    DateTime::new(date.year().unsigned_abs())
        .month(date.month().unsigned_abs())
        .day(date.day().unsigned_abs())
        .hour(0)
        .minute(0)
        .second(0)
        .utc_offset_hour(0)
}
