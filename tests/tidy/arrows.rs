//! Which crate may know which: the arrows drawn in ARCHITECTURE.md are those in the Cargo.toml files, no more, no less.
//!
//! The document draws them in a block fenced as `arrows`, one crate on a line: `desk -> agents, customers, db`. Tests
//! may know anyone, so `[dev-dependencies]` do not count.

use crate::nothing_to_mend;
use crate::sources::{self, Source};
use std::collections::{BTreeMap, BTreeSet};

type Arrows = BTreeMap<String, BTreeSet<String>>;

#[test]
fn crates_know_only_those_the_map_allows() {
    let manifests = [
        Source::new(
            "Cargo.toml",
            "[workspace.dependencies]\nkit = { path = \"base/kit\" }\ndb = { path = \"base/db\" }\nserde = \"1\"",
        ),
        Source::new("base/db/Cargo.toml", "[package]\nname = \"db\"\n[dependencies]\nkit.workspace = true\nserde.workspace = true"),
        Source::new("base/kit/Cargo.toml", "[package]\nname = \"kit\"\n[dev-dependencies]\ndb.workspace = true"),
    ];
    assert_eq!(disagreements(&manifests, Some("```arrows\nkit ->\ndb -> kit\n```")), Vec::<String>::new());
    assert_eq!(disagreements(&manifests, Some("```arrows\nkit -> db\n```")).len(), 2, "one too many, one too few");
    assert_eq!(disagreements(&manifests, Some("no block")).len(), 1);

    let architecture = sources::read("ARCHITECTURE.md");
    nothing_to_mend(disagreements(&sources::ending("Cargo.toml"), architecture.as_ref().map(|file| file.text.as_str())));
}

fn disagreements(manifests: &[Source], architecture: Option<&str>) -> Vec<String> {
    let real = real(manifests);
    let Some(drawn) = architecture.and_then(drawn) else {
        return vec![format!(
            "ARCHITECTURE.md: draw the arrows between crates, which today are:\n\n```arrows\n{}```",
            listed(&real)
        )];
    };
    let crates: BTreeSet<&String> = real.keys().chain(drawn.keys()).collect();
    let mut complaints = Vec::new();
    for name in crates {
        let none = BTreeSet::new();
        let (is, says) = (real.get(name).unwrap_or(&none), drawn.get(name).unwrap_or(&none));
        complaints.extend(
            is.difference(says).map(|other| {
                format!("{name} -> {other} is not in ARCHITECTURE.md: take the dependency out, or draw the arrow and say why")
            }),
        );
        complaints.extend(
            says.difference(is)
                .map(|other| format!("{name} -> {other} is drawn in ARCHITECTURE.md, but no Cargo.toml has it: rub it out")),
        );
    }
    complaints
}

/// The arrows as the manifests have them: dependencies on crates of this workspace, which the root names with their path.
fn real(manifests: &[Source]) -> Arrows {
    let root = manifests.iter().find(|file| file.path == "Cargo.toml").expect("the workspace has a Cargo.toml");
    let ours: BTreeSet<String> = dependencies(&root.text, "[workspace.dependencies]", |line| line.contains("path ="));
    let crates = manifests.iter().filter_map(|file| Some((package_name(&file.text)?, file)));
    let known = |text: &str| {
        ["[dependencies]", "[build-dependencies]"]
            .iter()
            .flat_map(|section| dependencies(text, section, |_| true))
            .collect::<BTreeSet<_>>()
    };
    crates
        .map(|(name, file)| (name, known(&file.text).intersection(&ours).cloned().collect()))
        .collect()
}

fn package_name(manifest: &str) -> Option<String> {
    let package = manifest.split_once("[package]")?.1;
    package
        .lines()
        .find_map(|line| line.strip_prefix("name = "))
        .map(|name| name.trim_matches('"').to_owned())
}

fn dependencies(manifest: &str, section: &str, counts: impl Fn(&str) -> bool) -> BTreeSet<String> {
    let lines = manifest
        .lines()
        .skip_while(|line| line.trim() != section)
        .skip(1)
        .take_while(|line| !line.starts_with('['));
    let names = lines
        .filter(|line| !line.starts_with('#') && counts(line))
        .filter_map(|line| line.split(['.', '=', ' ']).next());
    names.filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

fn drawn(architecture: &str) -> Option<Arrows> {
    let block = architecture.split_once("```arrows\n")?.1.split_once("```")?.0;
    let lines = block.lines().filter_map(|line| line.split_once("->"));
    let names = |list: &str| list.split(',').map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect();
    Some(lines.map(|(name, list)| (name.trim().to_owned(), names(list))).collect())
}

fn listed(arrows: &Arrows) -> String {
    let line =
        |(name, others): (&String, &BTreeSet<String>)| format!("{name} -> {}", others.iter().cloned().collect::<Vec<_>>().join(", "));
    arrows.iter().map(|arrow| line(arrow).trim_end().to_owned() + "\n").collect()
}
