//! Reads the repository from disk for the rules: our own text files, without what is built, downloaded or vendored.

use std::fs;
use std::path::{Path, PathBuf};

/// One text file, its path relative to the repository with `/` between the parts.
pub struct Source {
    pub path: String,
    pub text: String,
}

impl Source {
    pub fn new(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned() }
    }

    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }

    /// The numbered lines that run in the product: comments and everything from `#[cfg(test)]` on are left out.
    pub fn running_lines(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.text.lines().take_while(|line| line.trim() != "#[cfg(test)]");
        lines
            .enumerate()
            .map(|(index, line)| (index + 1, line))
            .filter(|(_, line)| !line.trim_start().starts_with("//"))
    }

    /// Whether the file belongs to tests as a whole.
    pub fn is_test(&self) -> bool {
        self.path.starts_with("tests/") || self.path.contains("/tests/") || self.path.ends_with("/tests.rs")
    }
}

/// The folder that holds `check`, found upwards from the crate that includes these tests.
pub fn root() -> PathBuf {
    let start = Path::new(env!("CARGO_MANIFEST_DIR"));
    start
        .ancestors()
        .find(|folder| folder.join("check").is_file())
        .expect("no folder above this crate holds ./check")
        .to_owned()
}

/// All our files whose name ends so, in the order of their paths.
pub fn ending(suffix: &str) -> Vec<Source> {
    let (root, mut found) = (root(), Vec::new());
    collect(&root, &root, suffix, &mut found);
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

/// One file, if it is there.
pub fn read(path: &str) -> Option<Source> {
    fs::read_to_string(root().join(path)).ok().map(|text| Source::new(path, &text))
}

/// The folders at the top of the repository that are ours.
pub fn top_folders() -> Vec<String> {
    let entries = fs::read_dir(root()).expect("the repository cannot be listed");
    let folders = entries.flatten().filter(|entry| entry.path().is_dir());
    folders
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| is_ours(name))
        .collect()
}

fn collect(root: &Path, folder: &Path, suffix: &str, found: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())).flatten() {
        let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
        if path.is_dir() && is_ours(&name) {
            collect(root, &path, suffix, found);
        } else if path.is_file() && name.ends_with(suffix) {
            let relative = path.strip_prefix(root).expect("a file below the root").to_string_lossy().replace('\\', "/");
            let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{relative}: {error}"));
            found.push(Source { path: relative, text });
        }
    }
}

fn is_ours(name: &str) -> bool {
    !matches!(name, "target" | "data" | "node_modules" | "vendor" | ".git")
}
