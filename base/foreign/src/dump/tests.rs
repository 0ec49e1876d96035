//! What is written as a dump is read back as it was, whatever it holds.

use super::{Broken, Cell, Taking, scan};
use proptest::prelude::*;

#[derive(Default)]
struct Kept(Vec<(String, Vec<String>, Vec<Cell>)>);

impl Taking for Kept {
    fn wants(&self, table: &str) -> bool {
        table != "sessions"
    }

    fn described(&mut self, _: &str) {}

    fn row(&mut self, table: &str, columns: &[String], cells: Vec<Cell>) -> Result<(), Broken> {
        self.0.push((table.to_owned(), columns.to_vec(), cells));
        Ok(())
    }
}

fn read(dump: &[u8]) -> Vec<(String, Vec<String>, Vec<Cell>)> {
    let mut kept = Kept::default();
    scan::read(dump, &mut kept).expect("a whole dump");
    kept.0
}

fn texts(cells: &[Cell]) -> Vec<Option<String>> {
    cells
        .iter()
        .map(|cell| cell.as_ref().map(|bytes| String::from_utf8_lossy(bytes).into_owned()))
        .collect()
}

#[test]
fn rows_are_found_between_everything_else_a_dump_says() {
    let dump = b"--\n-- PostgreSQL database dump\n--\n\\restrict abc\nSET client_encoding = 'UTF8';\n\
        CREATE FUNCTION public.f() RETURNS text AS $$ SELECT 'a;b'; INSERT INTO users VALUES (9); $$ LANGUAGE sql;\n\
        CREATE TABLE public.users (\n    id bigint NOT NULL,\n    \"from\" text DEFAULT 'a,b'::text,\n    CONSTRAINT c CHECK ((length(\"from\") <= 9))\n);\n\
        COPY public.sessions (id) FROM stdin;\n1\n\\.\n\
        COPY public.users (id, \"from\") FROM stdin;\n1\ta\\tb\\\\\\n\n2\t\\N\n\\.\n\n\
        INSERT INTO public.users (id, \"from\") VALUES (3, 'it''s \\ all');\nINSERT INTO users VALUES (4, E'\\n');\n\
        --\n-- PostgreSQL database dump complete\n--\n";

    let rows = read(dump);

    assert!(rows.iter().all(|(table, columns, _)| table == "users" && columns == &["id", "from"]));
    let cells: Vec<_> = rows.iter().map(|(_, _, cells)| texts(cells)).collect();
    let text = |text: &str| Some(text.to_owned());
    assert_eq!(
        cells,
        [
            vec![text("1"), text("a\tb\\\n")],
            vec![text("2"), None],
            vec![text("3"), text("it's \\ all")],
            vec![text("4"), text("\n")],
        ]
    );
}

#[test]
fn a_mysql_dump_names_its_columns_once_and_escapes_with_backslashes() {
    let dump = b"-- MySQL dump 10.13\n/*!40101 SET NAMES utf8mb4 */;\nDROP TABLE IF EXISTS `ost_file`;\n\
        CREATE TABLE `ost_file` (\n  `id` int(11) NOT NULL,\n  `name` varchar(9) DEFAULT 'x,y' COMMENT 'a (b)',\n  `data` longblob,\n  PRIMARY KEY (`id`),\n  KEY `name` (`name`)\n);\n\
        /*!50003 CREATE*/ /*!50003 TRIGGER t AFTER INSERT ON x FOR EACH ROW BEGIN INSERT INTO ost_file VALUES (9); END */;;\n\
        LOCK TABLES `ost_file` WRITE;\nINSERT INTO `ost_file` VALUES (1,'it\\'s; (1)\\n',0x4142),(-2,NULL,_binary '\\0\\Z'),(3,'',X'4142');\nUNLOCK TABLES;\n\
        -- Dump completed on 2024-04-01 10:00:00\n";

    let rows = read(dump);

    assert!(rows.iter().all(|(_, columns, _)| columns == &["id", "name", "data"]));
    let cells: Vec<_> = rows.into_iter().map(|(_, _, cells)| cells).collect();
    let bytes = |bytes: &[u8]| Some(bytes.to_vec());
    assert_eq!(
        cells,
        [
            vec![bytes(b"1"), bytes(b"it's; (1)\n"), bytes(b"AB")],
            vec![bytes(b"-2"), None, bytes(&[0, 26])],
            vec![bytes(b"3"), bytes(b""), bytes(b"AB")],
        ]
    );
}

#[test]
fn a_column_called_key_is_a_column_and_a_key_is_none() {
    let postgres = b"CREATE TABLE public.blobs (\n    id bigint NOT NULL,\n    key character varying(9) DEFAULT 'a (b)'::text NOT NULL,\n    index integer,\n    exclude boolean,\n    filename text,\n    CONSTRAINT c CHECK ((id > 0)),\n    PRIMARY KEY (id)\n);\n\
        INSERT INTO public.blobs VALUES (1, 'k', 2, true, 'leak.png');\n";
    let mysql = b"CREATE TABLE blobs (\n  id int(11) NOT NULL,\n  name varchar(9),\n  KEY by_name (name),\n  KEY `other` (`name`),\n  UNIQUE KEY once (name),\n  FULLTEXT KEY words (name),\n  INDEX (name),\n  SPATIAL INDEX place (name)\n);\n\
        INSERT INTO blobs VALUES (1,'leak.png');\n";

    assert_eq!(read(postgres)[0].1, ["id", "key", "index", "exclude", "filename"]);
    assert_eq!(read(mysql)[0].1, ["id", "name"]);
}

#[test]
fn a_dump_that_says_how_it_began_says_that_it_ended() {
    for (start, end) in [
        ("--\n-- PostgreSQL database dump\n--\n", "--\n-- PostgreSQL database dump complete\n--\n"),
        ("-- MySQL dump 10.13\n", "-- Dump completed on 2024-04-01 10:00:00\n"),
        ("-- MariaDB dump 10.19\n", "-- Dump completed"),
    ] {
        let rows = "INSERT INTO users (id) VALUES (1);\n";

        let cut = scan::read(format!("{start}{rows}").as_bytes(), &mut Kept::default());

        assert!(matches!(cut, Err(Broken::Unfinished)), "{start}");
        assert_eq!(read(format!("{start}{rows}{end}").as_bytes()).len(), 1);
    }
}

#[test]
fn a_dump_that_breaks_off_says_so_after_what_is_whole() {
    for dump in [
        "COPY users (id) FROM stdin;\n1\n2",
        "COPY users (id) FROM stdin;\n1\n",
        "INSERT INTO users (id) VALUES (1),(2",
    ] {
        let mut kept = Kept::default();

        let broken = scan::read(dump.as_bytes(), &mut kept);

        assert!(matches!(broken, Err(Broken::Short)), "{dump}");
        assert_eq!(texts(&kept.0[0].2), [Some("1".to_owned())]);
        assert_eq!(kept.0.len(), 1);
    }
}

fn copied(rows: &[Vec<Cell>]) -> Vec<u8> {
    let mut dump = b"COPY public.users (a, b) FROM stdin;\n".to_vec();
    for row in rows {
        for (at, cell) in row.iter().enumerate() {
            if at > 0 {
                dump.push(b'\t');
            }
            for byte in cell.as_deref().unwrap_or(b"\\N") {
                match (cell.is_some(), byte) {
                    (true, b'\\') => dump.extend(b"\\\\"),
                    (true, b'\n') => dump.extend(b"\\n"),
                    (true, b'\r') => dump.extend(b"\\r"),
                    (true, b'\t') => dump.extend(b"\\t"),
                    _ => dump.push(*byte),
                }
            }
        }
        dump.push(b'\n');
    }
    dump.extend(b"\\.\n");
    dump
}

fn inserted(rows: &[Vec<Cell>]) -> Vec<u8> {
    let mut dump = b"INSERT INTO `users` (`a`,`b`) VALUES ".to_vec();
    for (at, row) in rows.iter().enumerate() {
        dump.extend(if at > 0 { b",(".as_slice() } else { b"(" });
        for (at, cell) in row.iter().enumerate() {
            dump.extend(if at > 0 { b",".as_slice() } else { b"" });
            match cell {
                None => dump.extend(b"NULL"),
                Some(bytes) => {
                    dump.push(b'\'');
                    for byte in bytes {
                        match byte {
                            b'\\' | b'\'' => dump.extend([b'\\', *byte]),
                            0 => dump.extend(b"\\0"),
                            b'\n' => dump.extend(b"\\n"),
                            _ => dump.push(*byte),
                        }
                    }
                    dump.push(b'\'');
                }
            }
        }
        dump.push(b')');
    }
    dump.extend(b";\n");
    dump
}

fn rows() -> impl Strategy<Value = Vec<Vec<Cell>>> {
    let awkward = prop_oneof![
        any::<u8>(),
        Just(b'\\'),
        Just(b'\''),
        Just(b';'),
        Just(b'\n'),
        Just(b'\t'),
        Just(b'N'),
        Just(b')'),
        Just(b'.')
    ];
    let cell = proptest::option::of(proptest::collection::vec(awkward, 0..12));
    proptest::collection::vec(proptest::collection::vec(cell, 2), 1..6)
}

proptest! {
    #[test]
    fn what_is_copied_out_is_read_back_byte_for_byte(rows in rows()) {
        let read: Vec<_> = read(&copied(&rows)).into_iter().map(|(_, _, cells)| cells).collect();
        prop_assert_eq!(read, rows);
    }

    #[test]
    fn what_is_inserted_is_read_back_byte_for_byte(rows in rows()) {
        let read: Vec<_> = read(&inserted(&rows)).into_iter().map(|(_, _, cells)| cells).collect();
        prop_assert_eq!(read, rows);
    }

    #[test]
    fn no_bytes_break_the_reader(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        for start in ["", "COPY users (id) FROM stdin;\n", "INSERT INTO users VALUES (", "CREATE TABLE users ("] {
            let _ = scan::read([start.as_bytes(), &bytes].concat().as_slice(), &mut Kept::default());
        }
    }
}
