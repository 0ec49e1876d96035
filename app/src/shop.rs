//! `frontline shop`: files of customers, products and orders in and out, on the command line.

use crate::house::House;
use crate::terminal::{Reader, outln};
use clap::Subcommand;
use db::Actor;
use kit::formula::harmless;
use orders::brand::{self, BrandId};
use shops::file::{Charset, Fault, FileKind, Report, Wish, export, import};
use std::path::{Path, PathBuf};

#[derive(Subcommand)]
pub enum ShopCommand {
    /// Import a CSV or JSON file. The same file twice is once; one that was cut off goes on where it stopped.
    Import {
        file: PathBuf,
        /// What the file holds: `customers`, `products` or `orders`.
        #[arg(long)]
        kind: FileKind,
        /// The brand it is for, by its code. With one brand it may be left out.
        #[arg(long)]
        brand: Option<String>,
        /// The encoding of the file, such as windows-1252, gb18030, macintosh or cp850; guessed if left out.
        #[arg(long, value_parser = charset)]
        encoding: Option<Charset>,
        /// Say what would happen, and change nothing.
        #[arg(long)]
        dry_run: bool,
    },
    /// Write everything of a kind as CSV, safe to open in a spreadsheet.
    Export {
        /// What to write: `customers`, `products` or `orders`.
        #[arg(long)]
        kind: FileKind,
        /// Where to; standard output if it is left out.
        file: Option<PathBuf>,
    },
}

type Outcome = Result<(), Box<dyn std::error::Error>>;

/// Does what the command says.
pub async fn run(house: &House, command: ShopCommand) -> Outcome {
    match command {
        ShopCommand::Import { file, kind, brand, encoding, dry_run } => {
            let wish = Wish { kind, brand: brand_named(house, brand).await?, dry_run, charset: encoding };
            bring_in(house, &file, wish).await
        }
        ShopCommand::Export { kind, file: Some(path) } => {
            let mut file =
                std::fs::File::create(&path).map_err(|e| format!("{} cannot be written: {e}. Name another file.", path.display()))?;
            let written = export(&house.db, kind, &mut file).await?;
            outln!("{} rows written to {}.", written.rows, path.display());
            Ok(())
        }
        ShopCommand::Export { kind, file: None } => {
            export(&house.db, kind, &mut Reader(std::io::stdout())).await?;
            Ok(())
        }
    }
}

async fn brand_named(house: &House, code: Option<String>) -> Result<BrandId, Box<dyn std::error::Error>> {
    let brands = house.db.read(brand::all).await?;
    let codes: Vec<&str> = brands.iter().map(|brand| brand.code.as_str()).collect();
    let found = match &code {
        Some(code) => brands.iter().find(|brand| brand.code == *code),
        None => brands.first().filter(|_| brands.len() == 1),
    };
    found.map(|brand| brand.id).ok_or_else(|| {
        format!(
            "name a brand with --brand: there are {}.",
            if codes.is_empty() { "none yet".into() } else { codes.join(", ") }
        )
        .into()
    })
}

async fn bring_in(house: &House, path: &Path, wish: Wish) -> Outcome {
    let size = std::fs::metadata(path).map_err(|e| unread(path, &e))?.len();
    if size > shops::file::LARGEST_BYTES as u64 {
        return Err(shops::file::NoSheet::TooLarge.into());
    }
    let bytes = std::fs::read(path).map_err(|e| unread(path, &e))?;
    let report = import(&house.db, Actor::System, &bytes, wish).await?;
    outln!("{}", told(&report, wish.dry_run));
    for column in &report.passed_over {
        outln!("{column}");
    }
    if !report.faults.is_empty() {
        let errors = PathBuf::from(format!("{}.errors.csv", path.display()));
        std::fs::write(&errors, listed(&report.faults)).map_err(|e| format!("{} cannot be written: {e}.", errors.display()))?;
        outln!("{} faulty rows are listed in {}. Mend them and import the file again.", report.faults.len(), errors.display());
    }
    Ok(())
}

/// The charset of a name, for the command line.
pub fn charset(label: &str) -> Result<Charset, String> {
    Charset::named(label).ok_or_else(|| {
        "it is no encoding that is known here. Try utf-8, utf-16le, windows-1252, iso-8859-15, macintosh, cp850, gb18030 or big5".to_owned()
    })
}

pub fn unread(path: &Path, e: &std::io::Error) -> String {
    format!("{} cannot be read: {e}. Check its name and rights.", path.display())
}

fn told(report: &Report, dry_run: bool) -> String {
    let before = if report.done_before > 0 {
        format!(" Went on behind {} that were done before.", report.done_before)
    } else {
        String::new()
    };
    let how = if dry_run { "Would be" } else { "Imported" };
    format!(
        "{how}: {} new, {} changed, {} the same, {} faulty.{before}",
        report.new,
        report.changed,
        report.same,
        report.faults.len()
    )
}

/// The faults as CSV: line, column, value, remedy.
pub fn listed(faults: &[Fault]) -> String {
    let cell = |text: &str| format!("\"{}\"", harmless(text).replace('"', "\"\""));
    let rows = faults
        .iter()
        .map(|fault| format!("{},{},{},{}\n", fault.line, cell(&fault.column), cell(&fault.value), cell(&fault.remedy)));
    std::iter::once("line,column,value,remedy\n".to_owned()).chain(rows).collect()
}

#[cfg(test)]
mod tests {
    use super::{Fault, listed};

    #[test]
    fn faults_are_listed_as_text() {
        let fault = Fault {
            line: 7,
            column: "price".into(),
            value: "=1+1".into(),
            remedy: "Write \"12.34\"".into(),
        };
        assert_eq!(listed(&[fault]), "line,column,value,remedy\n7,\"price\",\"'=1+1\",\"Write \"\"12.34\"\"\"\n");
    }
}
