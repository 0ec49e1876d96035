//! `frontline import csv`: by its name, once, with the faults in a file of their own.

use crate::stage::Home;
use db::sql;
use std::path::Path;

async fn names(home: &Home, question: &'static str) -> Vec<String> {
    home.house().db.read(move |tx| sql(question).all(tx)).await.expect("names")
}

fn takes(home: &Home, file: &Path, kind: &str, more: &[&str]) -> String {
    let mut words = vec!["import", "csv", file.to_str().expect("utf-8"), "--kind", kind];
    words.extend(more);
    home.does(&words)
}

#[tokio::test(flavor = "multi_thread")]
async fn spreadsheets_are_taken_in_by_name_and_faulty_rows_are_listed() {
    for home in Home::of_each() {
        drop(home.house());
        let write = |name: &str, bytes: &[u8]| {
            let path = home.folder.path().join(name);
            std::fs::write(&path, bytes).expect("written");
            path
        };

        // Windows-1252, with semicolons, as a spreadsheet in Spain writes it.
        let companies =
            write("companies.csv", b"Name;Domains\nCaf\xe9 Sol;cafesol.example, sol.example\nBad;gmail.com\n'=Sum;sum.example\n");
        assert_eq!(
            takes(&home, &companies, "companies", &["--dry-run"]).lines().next(),
            Some("Would be: 2 new, 0 changed, 0 the same, 1 faulty.")
        );
        assert!(names(&home, "SELECT name FROM company").await.is_empty(), "a dry run changes nothing");
        assert!(takes(&home, &companies, "companies", &[]).starts_with("Imported: 2 new, 0 changed, 0 the same, 1 faulty."));
        assert!(takes(&home, &companies, "companies", &[]).starts_with("Imported: 0 new, 0 changed, 2 the same, 1 faulty."));
        assert_eq!(names(&home, "SELECT name FROM company ORDER BY id").await, ["Café Sol", "=Sum"]);
        let faults = std::fs::read_to_string(home.folder.path().join("companies.csv.errors.csv")).expect("faults");
        assert!(faults.lines().count() == 2 && faults.contains("Bad"), "{faults}");

        let tags = write("tags.csv", b"name,hue\nleak,200\nurgent,\n");
        assert!(takes(&home, &tags, "tags", &[]).starts_with("Imported: 2 new"));
        let tags = write("tags.csv", b"name,hue\nleak,10\nurgent,\n");
        assert!(takes(&home, &tags, "tags", &[]).starts_with("Imported: 0 new, 1 changed, 1 the same"));

        let macros = write(
            "macros.csv",
            "name,shortcut,text_en,tags,status\nThanks,thx,\"Thank you,\nsee you\",\"leak\",resolved\nOdd,odd,{{nonsense}},,\n".as_bytes(),
        );
        assert!(takes(&home, &macros, "macros", &[]).starts_with("Imported: 1 new, 0 changed, 0 the same, 1 faulty."));
        assert!(takes(&home, &macros, "macros", &[]).starts_with("Imported: 0 new, 0 changed, 1 the same, 1 faulty."));

        let macros = write("macros.csv", b"name,status\nThanks,pending\nThanks,done\n");
        assert!(takes(&home, &macros, "macros", &[]).starts_with("Imported: 0 new, 1 changed, 0 the same, 1 faulty."));
        let kept = names(&home, "SELECT text_en || shortcut || actions FROM macro WHERE name = 'Thanks'")
            .await
            .remove(0);
        assert!(
            kept.contains("see you") && kept.contains("thx") && kept.contains("leak") && kept.contains("pending"),
            "{kept}"
        );
        let faults = std::fs::read_to_string(home.folder.path().join("macros.csv.errors.csv")).expect("faults");
        assert!(faults.contains("status “done”: write open, pending, on_hold or resolved"), "{faults}");
        let tags = write("tags.csv", "name,hue\nleak,red\n".as_bytes());
        assert!(takes(&home, &tags, "tags", &[]).starts_with("Imported: 0 new, 0 changed, 0 the same, 1 faulty."));

        let articles = write(
            "articles.csv",
            "slug,title,body,language,section,state,audience\nreturns,Returns,'=within 30 days,en,Orders,published,customers\nreturns,Devoluciones,En 30 días,es,Orders,published,customers\n,退货,三十天,zh,,,\nodd,Odd,x,en,,gone,\n".as_bytes(),
        );
        assert!(takes(&home, &articles, "articles", &["--dry-run"]).starts_with("Would be: 1 new, 1 changed, 0 the same, 2 faulty."));
        assert!(takes(&home, &articles, "articles", &[]).starts_with("Imported: 1 new, 1 changed, 0 the same, 2 faulty."));
        assert!(takes(&home, &articles, "articles", &[]).starts_with("Imported: 0 new, 0 changed, 2 the same, 2 faulty."));
        let question = "SELECT a.state || ' ' || a.audience || ' ' || t.language || ' ' || t.body FROM article a JOIN article_text t ON t.article_id = a.id ORDER BY t.language";
        assert_eq!(names(&home, question).await, ["published customers en =within 30 days", "published customers es En 30 días"]);
        let faults = std::fs::read_to_string(home.folder.path().join("articles.csv.errors.csv")).expect("faults");
        assert!(faults.contains("write draft, published or archived") && faults.contains("Latin letters"), "{faults}");
        // What belongs to the whole article may stand in one row; two that contradict each other do not make it go to and fro.
        let torn = write(
            "torn.csv",
            "slug,title,body,language,section,state\nreturns,Returns,Within 30 days,en,,\nreturns,Devoluciones,En 30 días,es,Orders,published\nreturns,退货,三十天内,zh,Pedidos,draft\n".as_bytes(),
        );
        assert!(takes(&home, &torn, "articles", &[]).starts_with("Imported: 0 new, 1 changed, 1 the same, 1 faulty."));
        assert!(takes(&home, &torn, "articles", &[]).starts_with("Imported: 0 new, 0 changed, 2 the same, 1 faulty."));
        let faults = std::fs::read_to_string(home.folder.path().join("torn.csv.errors.csv")).expect("faults");
        assert!(faults.contains("line 3 says “Orders” of the same article"), "{faults}");

        let agents = write("agents.json", r#"[{"email": "ana@kettle.example", "name": "Ana Ruiz", "role": "supervisor", "locale": "es"}, {"email": "ben@kettle.example", "role": "boss"}]"#.as_bytes());
        let told = takes(&home, &agents, "agents", &[]);
        assert!(
            told.starts_with("Imported: 1 new, 0 changed, 0 the same, 1 faulty.") && told.contains("no mail was sent"),
            "{told}"
        );
        assert_eq!(
            names(&home, "SELECT a.email FROM agent a JOIN role r ON r.id = a.role_id WHERE r.built_in = 'supervisor'").await,
            ["ana@kettle.example"]
        );
        assert!(names(&home, "SELECT kind FROM job").await.is_empty(), "no letter is promised");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dry_run_foresees_what_rows_do_to_each_other() {
    for home in Home::of_each() {
        drop(home.house());
        for (kind, rows, expected) in [
            (
                "companies",
                "name,domains\nD1,dd.example\nD2,dd.example\nD1,de.example\n",
                "1 new, 1 changed, 0 the same, 1 faulty.",
            ),
            ("tags", "name,hue\nleak,\nleak,20\nleak,20\n", "1 new, 1 changed, 1 the same, 0 faulty."),
            (
                "agents",
                "email,name\nana@kettle.example,Ana\nana@kettle.example,Ana\n",
                "1 new, 0 changed, 1 the same, 0 faulty.",
            ),
        ] {
            let file = home.folder.path().join(format!("{kind}.csv"));
            std::fs::write(&file, rows).expect("written");

            let foreseen = takes(&home, &file, kind, &["--dry-run"]);
            let told = takes(&home, &file, kind, &[]);

            assert!(foreseen.starts_with(&format!("Would be: {expected}")), "{kind}: {foreseen}");
            assert!(told.starts_with(&format!("Imported: {expected}")), "{kind}: {told}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_file_says_that_cannot_be_taken_in_is_never_passed_over_silently() {
    let home = Home::on_sqlite();
    drop(home.house());
    let write = |name: &str, bytes: &[u8]| {
        let path = home.folder.path().join(name);
        std::fs::write(&path, bytes).expect("written");
        path
    };

    let headless = write("headless.csv", b"Acme,acme.example\n");
    let refused = home.refuses(&["import", "csv", headless.to_str().expect("utf-8"), "--kind", "companies"]);
    assert!(refused.contains("acme, acme.example") && refused.contains("name, domains"), "{refused}");

    let coloured = write("coloured.csv", b"sep=;\nname;name;colour\nAcme;Other;red\n");
    let told = takes(&home, &coloured, "companies", &[]);
    assert!(told.contains("“name” comes twice") && told.contains("“colour” is not known here"), "{told}");

    let long = format!("name,hue\nwarm,400\ncold,-1\n{},1\n\"a,b\",1\nfair,359\n", "x".repeat(61));
    let tags = write("tags.csv", long.as_bytes());
    assert!(takes(&home, &tags, "tags", &[]).starts_with("Imported: 1 new, 0 changed, 0 the same, 4 faulty."));
    let faults = std::fs::read_to_string(home.folder.path().join("tags.csv.errors.csv")).expect("faults");
    assert!(
        faults.contains("hue “400”: write a number from 0 to 359") && faults.contains("at most 60 characters"),
        "{faults}"
    );
    let companies = write("companies.csv", format!("name\n{}\n", "y".repeat(201)).as_bytes());
    assert!(takes(&home, &companies, "companies", &[]).contains("1 faulty"));

    let mac = write("mac.csv", b"name\nMar\x92a\n");
    takes(&home, &mac, "companies", &["--encoding", "macintosh"]);
    assert_eq!(names(&home, "SELECT name FROM company ORDER BY id").await, ["Acme", "María"]);
    let odd = home.refuses(&["import", "csv", mac.to_str().expect("utf-8"), "--kind", "companies", "--encoding", "klingon"]);
    assert!(odd.contains("windows-1252"), "{odd}");
}
