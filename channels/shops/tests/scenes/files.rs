//! Files in and out: tried first, done once, gone on with, and harmless on the other side.

use crate::stage::Desk;
use db::Actor;
use shops::file::{FileKind, Report, Wish, export, import};
use testkit::both_databases;

const ORDERS: &str = "number,placed_at,email,name,currency,sku,item,quantity,price,tax,tax_rate,shipping,paid,refunded,state,ship_name,ship_line1,ship_city,ship_country
A1,2026-01-05,mia@example.org,Mia,EUR,POT,Teapot,2,20.00,6.39,0.19,4.90,49.90,10.00,delivered,Mia,Hauptstr. 1,Berlin,DE
A1,2026-01-05,mia@example.org,Mia,EUR,LID,Lid,1,5.00,0.80,0.19,,,,,,,,
A2,2026-01-06,tom@example.org,Tom,JPY,POT,Teapot,1,2000,182,0.1,,2000,,placed,Tom,High St 2,London,GB
A3,yesterday,tom@example.org,Tom,JPY,POT,Teapot,1,2000,182,0.1,,2000,,placed,Tom,High St 2,London,GB
A4,2026-01-06,tom@example.org,Tom,JPY,POT,Teapot,1,20.50,182,0.1,,2000,,placed,Tom,High St 2,London,GB
";

impl Desk {
    async fn imports(&self, kind: FileKind, file: &str, dry_run: bool) -> Report {
        let wish = Wish { kind, brand: self.brand, dry_run, charset: None };
        import(&self.base.db, Actor::System, file.as_bytes(), wish)
            .await
            .unwrap_or_else(|trouble| panic!("{trouble}"))
    }

    async fn exports(&self, kind: FileKind) -> String {
        let mut out = Vec::new();
        export(&self.base.db, kind, &mut out).await.unwrap_or_else(|trouble| panic!("{trouble}"));
        String::from_utf8(out).expect("UTF-8")
    }

    async fn count(&self) -> i64 {
        self.read(|tx| db::sql("SELECT COUNT(*) FROM sales_order").only(tx, "count")).await
    }
}

fn figures(report: &Report) -> (u64, u64, u64, usize) {
    (report.new, report.changed, report.same, report.faults.len())
}

#[both_databases]
async fn a_dry_run_says_what_would_happen_and_changes_nothing(desk: Desk) {
    let tried = desk.imports(FileKind::Orders, ORDERS, true).await;
    let (log, orders) = (desk.log_length().await, desk.count().await);
    let done = desk.imports(FileKind::Orders, ORDERS, false).await;

    assert_eq!(orders, 0);
    assert_eq!((figures(&tried), tried.faults.clone()), (figures(&done), done.faults.clone()));
    assert_eq!(figures(&done), (2, 0, 0, 2));
    let places: Vec<(u64, &str)> = done.faults.iter().map(|fault| (fault.line, fault.column.as_str())).collect();
    assert_eq!(places, [(5, "placed_at"), (6, "price")]);
    assert!(desk.log_length().await > log);
}

#[both_databases]
async fn a_day_in_a_file_begins_where_the_brand_is(desk: Desk) {
    desk.works(|work| {
        work.keep_quietly("a scene moves the brand");
        db::sql("UPDATE brand SET zone = 'Asia/Shanghai'").run(work)
    })
    .await;

    desk.imports(FileKind::Orders, ORDERS, false).await;

    assert_eq!(desk.order("A1").await.placed_at.rfc3339(), "2026-01-04T16:00:00Z");
}

#[both_databases]
async fn the_same_file_twice_is_once_and_a_changed_row_changes_its_order(desk: Desk) {
    desk.imports(FileKind::Orders, ORDERS, false).await;
    let first = desk.books(desk.order("A1").await.id).await;
    assert_eq!((first.total.as_str(), first.paid.as_str(), first.status.as_str()), ("39.90 EUR", "39.90 EUR", "delivered"));
    assert_eq!(desk.books(desk.order("A2").await.id).await.total, "2000 JPY");

    let again = desk.imports(FileKind::Orders, ORDERS, false).await;
    assert_eq!(figures(&again), (0, 0, 2, 2));
    assert_eq!(desk.books(desk.order("A1").await.id).await, first);

    let changed = desk
        .imports(FileKind::Orders, &ORDERS.replace(",2000,,placed,Tom", ",2000,500,placed,Tom"), false)
        .await;
    assert_eq!(figures(&changed), (0, 1, 1, 2));
    assert_eq!(desk.books(desk.order("A2").await.id).await.paid, "1500 JPY");
}

#[both_databases]
async fn a_later_file_books_what_came_to_the_sums_since_and_refuses_what_fell(desk: Desk) {
    desk.imports(FileKind::Orders, ORDERS, false).await;
    let paid = |paid: &str, refunded: &str| {
        let rows = ORDERS.replace(",49.90,10.00,delivered", &format!(",{paid},{refunded},delivered"));
        rows.lines().take(3).collect::<Vec<_>>().join("\n")
    };
    let id = desk.order("A1").await.id;

    let done = desk.imports(FileKind::Orders, &paid("49.90", "15.00"), false).await;
    assert_eq!((figures(&done), desk.books(id).await.paid.as_str()), ((0, 1, 0, 0), "34.90 EUR"));
    let done = desk.imports(FileKind::Orders, &paid("60.00", "25.00"), false).await;
    assert_eq!((figures(&done), desk.books(id).await.paid.as_str()), ((0, 1, 0, 0), "35.00 EUR"));
    let again = desk.imports(FileKind::Orders, &format!("{}\n", paid("60.00", "25.00")), false).await;
    assert_eq!(figures(&again), (0, 0, 1, 0));

    let fallen = desk.imports(FileKind::Orders, &paid("60.00", "15.00"), false).await;
    assert_eq!((figures(&fallen), fallen.faults[0].column.as_str()), ((0, 0, 0, 1), "refunded"));
    let fallen = desk.imports(FileKind::Orders, &paid("49.90", "25.00"), false).await;
    assert_eq!((figures(&fallen), fallen.faults[0].column.as_str()), ((0, 0, 0, 1), "paid"));
    assert_eq!(desk.books(id).await.paid, "35.00 EUR");
}

#[both_databases]
async fn an_import_that_was_cut_off_goes_on_where_it_stopped(desk: Desk) {
    let rows: String = (0..250).map(|n| format!("n{n}@example.org,Name {n}\n")).collect();
    let file = format!("email,name\n{rows}");
    desk.imports(FileKind::Customers, &file, false).await;
    desk.works(|work| {
        work.keep_quietly("a scene cuts an import off");
        db::sql("UPDATE shop_import SET rows_done = 100, ended_at = NULL").run(work)
    })
    .await;

    let rest = desk.imports(FileKind::Customers, &file, false).await;

    assert_eq!((rest.done_before, figures(&rest)), (100, (0, 0, 150, 0)));
    assert_eq!(figures(&desk.imports(FileKind::Customers, &file, false).await), (0, 0, 250, 0), "a finished file begins anew");
}

#[both_databases]
async fn whoever_was_here_before_a_file_is_not_new_and_takes_its_name_unless_we_gave_them_one(desk: Desk) {
    let known = |email: &'static str, name: &'static str| {
        move |work: &mut db::Work<'_>| {
            let identity = customers::Identity::Email(kit::EmailAddress::parse(email).expect("an address"));
            customers::recognise(work, &identity, Some(name)).map(|customer| customer.0)
        }
    };
    let db = &desk.base.db;
    db.work(Actor::System, known("mia@example.org", "Mia")).await.expect("Mia");
    db.work(Actor::System, known("tom@example.org", "Tom")).await.expect("Tom");
    let zoe = db.work(Actor::System, known("zoe@example.org", "Zoe")).await.expect("Zoe");
    let named = move |work: &mut db::Work<'_>| customers::customer::edit::rename(work, customers::CustomerId(zoe), "Zoe, our best");
    db.work(Actor::Agent(1), named).await.expect("renamed");
    let file = "email,name\nmia@example.org,Mia\ntom@example.org,Tom Sawyer\nzoe@example.org,Z.\nnew@example.org,New\n";

    let tried = desk.imports(FileKind::Customers, file, true).await;
    let done = desk.imports(FileKind::Customers, file, false).await;
    let out = desk.exports(FileKind::Customers).await;
    let again = desk.imports(FileKind::Customers, &out, false).await;

    assert_eq!((figures(&tried), figures(&done)), ((1, 1, 2, 0), (1, 1, 2, 0)));
    assert_eq!(
        out,
        "email,name\nmia@example.org,Mia\ntom@example.org,Tom Sawyer\nzoe@example.org,\"Zoe, our best\"\nnew@example.org,New\n"
    );
    assert_eq!(figures(&again), (0, 0, 4, 0), "what went out is here");
}

#[both_databases]
async fn attack_38_a_formula_goes_out_as_text_and_comes_back_as_it_was(desk: Desk) {
    let file = "email,name\nmia@example.org,\"=HYPERLINK(\"\"http://x\"\")\"\ntom@example.org,@Tom\n";
    desk.imports(FileKind::Customers, file, false).await;

    let out = desk.exports(FileKind::Customers).await;
    assert!(out.contains("\"'=HYPERLINK(") && out.contains(",'@Tom"), "{out}");
    assert_eq!(figures(&desk.imports(FileKind::Customers, &out, false).await), (0, 0, 2, 0), "it is the same customer again");
}

#[both_databases]
async fn products_come_in_with_their_variants_and_go_out_again(desk: Desk) {
    let file = "code,name,sku,options,price,currency,tax_class,category,available
kettle,Kettle,KETTLE-RED,colour=red,49.90,EUR,standard,,yes
kettle,Kettle,KETTLE-BLUE,colour=blue,49.90,EUR,standard,,yes
lid,Lid,LID,,1.2345,EUR,standard,,yes
";
    let done = desk.imports(FileKind::Products, file, false).await;
    assert_eq!((figures(&done), done.faults[0].line, done.faults[0].column.as_str()), ((2, 0, 0, 1), 4, "price"));

    let out = desk.exports(FileKind::Products).await;
    assert_eq!(figures(&desk.imports(FileKind::Products, &out, false).await), (0, 0, 2, 0));
    let dearer = out.replace("KETTLE-RED,colour=red,49.90", "KETTLE-RED,colour=red,54.90");
    assert_eq!(figures(&desk.imports(FileKind::Products, &dearer, false).await), (0, 1, 1, 0));
}
