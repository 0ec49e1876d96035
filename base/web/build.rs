//! Lists the browser's files under /assets in a table of `include_bytes!`, so that the binary carries them all. Our own
//! scripts and styles travel without their comments; every line keeps its number, so that a browser names the right one. What every
//! page of the workspace needs travels as two files, `js/app.js` and `css/app.css`. Texts are carried once more as they travel, packed.

#[path = "build/bundle.rs"]
mod bundle;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Shorter than this a file is not worth the words that say it is packed.
const LEAST_BYTES: usize = 256;

fn main() -> std::io::Result<()> {
    let root = PathBuf::from(env("CARGO_MANIFEST_DIR")).join("../../assets").canonicalize()?;
    println!("cargo:rerun-if-changed={}", root.display());
    let mut files = Vec::new();
    walk(&root, &mut files)?;
    // By the written path, as the lookup compares: `icons.svg` stands before `icons/app.svg`.
    files.sort_by_key(|file| file.to_string_lossy().replace('\\', "/"));
    let mut table = String::from("pub(super) const FILES: &[File] = &[\n");
    for file in files {
        let path = file.strip_prefix(&root).unwrap_or(&file).to_string_lossy().replace('\\', "/");
        let carried = match path.as_str() {
            "js/app.js" => kept(&path, &bundle::scripts(&root.join("js"), "app")?)?,
            "css/app.css" => kept(&path, &bundle::styles(&root.join("css"), "app.css")?)?,
            _ if path.starts_with("js/") || path.starts_with("css/") => bare(&file, &path)?,
            _ => file,
        };
        let packed = match packed(&path, &carried)? {
            Some(packed) => format!("Some(include_bytes!({:?}))", packed.display().to_string()),
            None => "None".to_owned(),
        };
        let _ = writeln!(table, "    ({path:?}, include_bytes!({:?}), {packed}),", carried.display().to_string());
    }
    table.push_str("];\n");
    std::fs::write(Path::new(&env("OUT_DIR")).join("assets.rs"), table)
}

/// A copy of the file whose lines of nothing but a comment are empty.
fn bare(file: &Path, path: &str) -> std::io::Result<PathBuf> {
    let text = std::fs::read_to_string(file)?;
    let silent = if path.ends_with(".js") { bundle::is_comment } else { bundle::is_remark };
    let lines: Vec<&str> = text.lines().map(|line| if silent(line) { "" } else { line }).collect();
    kept(path, &(lines.join("\n") + "\n"))
}

/// Where it lies for `include_bytes!`.
fn kept(path: &str, text: &str) -> std::io::Result<PathBuf> {
    let copy = Path::new(&env("OUT_DIR")).join(path.replace('/', "-"));
    std::fs::write(&copy, text)?;
    Ok(copy)
}

/// Where it lies as it travels; none for what is packed already, as fonts and pictures are. What has not changed is not packed again.
fn packed(path: &str, carried: &Path) -> std::io::Result<Option<PathBuf>> {
    let kind = path.rsplit_once('.').map_or("", |(_, kind)| kind);
    let bytes = std::fs::read(carried)?;
    if !["css", "js", "mjs", "svg", "json", "html", "webmanifest"].contains(&kind) || bytes.len() < LEAST_BYTES {
        return Ok(None);
    }
    let name = path.replace('/', "-");
    let (plain, short) = (
        Path::new(&env("OUT_DIR")).join(format!("{name}.packed")),
        Path::new(&env("OUT_DIR")).join(format!("{name}.br")),
    );
    if std::fs::read(&plain).ok().as_deref() != Some(&bytes) || !short.exists() {
        std::fs::write(&short, packing::packed(&bytes).unwrap_or_default())?;
        std::fs::write(&plain, &bytes)?;
    }
    Ok((std::fs::metadata(&short)?.len() > 0).then_some(short))
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            walk(&path, files)?;
        } else if is_for_browsers(&path) {
            files.push(path);
        }
    }
    Ok(())
}

/// Not the notes beside the files, nor licences, nor the pieces the icon sheet is made of.
fn is_for_browsers(path: &Path) -> bool {
    let kind = path.extension().and_then(|kind| kind.to_str()).unwrap_or_default();
    ["css", "js", "mjs", "svg", "png", "ico", "webp", "woff2", "webmanifest", "json", "html"].contains(&kind)
}

fn env(name: &str) -> String {
    std::env::var(name).unwrap_or_default()
}
