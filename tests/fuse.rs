//! Laws of fused tables.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test")]

use crosscheck::fuse::write::{Format, Style, write};
use crosscheck::fuse::{Fused, Input, Options, ReadError, fuse, read};
use proptest::prelude::*;

fn table(text: &str) -> Fused {
    let format = if text.starts_with('{') { Input::Jsonl } else { Input::Csv };
    let (table, _) = read(text.as_bytes(), format, "table", false, &mut |_| ()).unwrap();
    fuse(table, &Options::default())
}

fn text(fused: &Fused, format: Format) -> String {
    let mut out = Vec::new();
    write(fused, format, Style { width: 100, verbose: false }, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// The confidence of a value, zero when it is none of the candidates.
fn confidence(fused: &Fused, entity: &str, value: &str) -> f64 {
    (0..fused.items())
        .map(|item| fused.item(item))
        .filter(|item| item.entity == entity)
        .flat_map(|item| item.candidates)
        .find(|candidate| candidate.value == value)
        .map_or(0.0, |candidate| candidate.confidence)
}

const HEADING: &str = "source,entity,attribute,value\n";

/// Rows (source, entity, value) over small alphabets, so that sources meet.
fn rows() -> impl Strategy<Value = Vec<(u8, u8, u8)>> {
    proptest::collection::vec((0..12_u8, 0..8_u8, 0..4_u8), 1..80)
}

fn csv(rows: &[(u8, u8, u8)]) -> String {
    let lines = rows.iter().map(|(source, entity, value)| format!("s{source},e{entity},colour,c{value}\n"));
    HEADING.to_owned() + &lines.collect::<String>()
}

proptest! {
    #[test]
    fn the_order_of_rows_changes_nothing(rows in rows(), turn in 0..80_usize) {
        let mut turned = rows.clone();
        turned.rotate_left(turn % rows.len());
        turned.reverse();
        let (one, other) = (table(&csv(&rows)), table(&csv(&turned)));
        for (_, entity, value) in &rows {
            let (entity, value) = (format!("e{entity}"), format!("c{value}"));
            let (one, other) = (confidence(&one, &entity, &value), confidence(&other, &entity, &value));
            prop_assert!((one - other).abs() < 1e-9, "{entity} {value}: {one} {other}");
        }
    }

    #[test]
    fn a_repeated_row_adds_nothing(rows in rows()) {
        let twice: Vec<_> = rows.iter().chain(&rows).copied().collect();
        prop_assert_eq!(text(&table(&csv(&rows)), Format::Jsonl), text(&table(&csv(&twice)), Format::Jsonl));
    }

    #[test]
    fn confidences_are_probabilities(rows in rows()) {
        let fused = table(&csv(&rows));
        for item in (0..fused.items()).map(|item| fused.item(item)) {
            let sum: f64 = item.candidates.iter().map(|candidate| candidate.confidence).sum();
            prop_assert!(item.candidates.iter().all(|candidate| (0.0..=1.0).contains(&candidate.confidence)));
            prop_assert!(item.many || sum <= 1.0 + 1e-9, "{sum}");
        }
    }

    #[test]
    fn any_bytes_are_read_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        for format in [Input::Csv, Input::Jsonl] {
            if let Ok((table, _)) = read(bytes.as_slice(), format, "table", false, &mut |_| ()) {
                text(&fuse(table, &Options::default()), Format::Table);
            }
        }
    }

    #[test]
    fn any_cells_are_fused_without_a_panic(cells in proptest::collection::vec("\\PC{0,24}", 1..30)) {
        let lines = cells.iter().enumerate().map(|(at, cell)| {
            serde_json::json!({"source": at % 5, "entity": at % 3, "value": cell}).to_string() + "\n"
        });
        text(&table(&("{\n".to_owned() + &lines.collect::<String>())), Format::Json);
    }
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let mut rows = HEADING.to_owned();
    let mut dice = 12_345_u64;
    for _ in 0..30_000 {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let roll = dice >> 33;
        rows.push_str(&format!(
            "s{},e{},price,{}\n",
            roll % 97,
            roll % 6_007,
            10 + roll % 13 / 9 * (roll % 5)
        ));
    }
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            let fused = table(&rows);
            let bits: Vec<u64> = (0..fused.items())
                .flat_map(|item| fused.item(item).candidates)
                .map(|candidate| candidate.confidence.to_bits())
                .collect();
            bits
        })
    };
    assert_eq!(on(1), on(4));
}

#[test]
fn bad_rows_are_told_with_their_lines_and_skipped() {
    let csv = "source,entity,attribute,value,weight\na,x,p,1,\n,x,p,2,\nb,x,p,3,heavy\nc,x\nd,x,p,n/a,\ne,x,p,1,0.5\n";
    let (table, reading) = read(csv.as_bytes(), Input::Csv, "t.csv", false, &mut |_| ()).unwrap();
    let told: Vec<String> = reading.problems.iter().map(ToString::to_string).collect();
    assert_eq!(table.len(), 2);
    assert_eq!((reading.bad_rows, reading.empty_rows), (3, 1));
    assert_eq!(
        told,
        [
            "t.csv:3:1: error[claims-row]: no source",
            "t.csv:4:1: error[claims-row]: weight is no number from 0 to 1: heavy",
            "t.csv:5:1: error[claims-row]: too few cells"
        ]
    );
    let strict = read(csv.as_bytes(), Input::Csv, "t.csv", true, &mut |_| ());
    assert!(matches!(strict, Err(ReadError::Strict(_))));
    let missing = read("source,value\na,1\n".as_bytes(), Input::Csv, "t.csv", false, &mut |_| ());
    assert!(matches!(missing, Err(ReadError::Column { column: "entity", .. })));
}

#[test]
fn wordings_of_one_value_are_one_candidate() {
    let cells = ["7:10 PM", "19:10", "7:10p", "7:25 PM"];
    let rows: String = (0..12).map(|at| format!("s{at},f{},landed,{}\n", at / 4, cells[at % 4])).collect();
    let fused = table(&(HEADING.to_owned() + &rows));
    let item = fused.item(0);
    assert_eq!(item.candidates.len(), 2, "{item:?}");
    assert_eq!(item.candidates[0].sources, 3);
}

/// The values of the first item, given by a source each; another item shows what the column holds.
fn values(attribute: &str, cells: &[&str]) -> Vec<String> {
    let mut rows = HEADING.to_owned();
    for (at, cell) in cells.iter().enumerate() {
        rows.push_str(&format!("s{at},e,{attribute},\"{}\"\n", cell.replace('"', "\"\"")));
    }
    table(&rows).item(0).candidates.iter().map(|candidate| candidate.value.to_owned()).collect()
}

#[test]
fn what_is_about_right_is_no_other_value() {
    assert_eq!(values("guests", &["120", "about 120", "120", "approximately 120"]), ["120"]);
    assert_eq!(values("guests", &["120", "120", "150"]).len(), 2);
}

#[test]
fn what_is_rounded_joins_one_value_and_draws_none_together() {
    assert_eq!(values("volume", &["12M", "12M", "12,345,678", "12345678", "11,987,654"]).len(), 2);
}

#[test]
fn a_lone_longer_list_does_not_explain_away_all_who_say_less() {
    let mut rows = HEADING.to_owned();
    for book in 0..30 {
        for source in 0..6 {
            let cell = if source % 2 == 0 { "Lee, Ann; Okoro, Ben" } else { "Ann Lee and Ben Okoro" };
            rows.push_str(&format!("s{source},b{book},authors,\"{cell}\"\n"));
        }
        rows.push_str(&format!("s6,b{book},authors,\"Lee, Ann; Okoro, Ben; Ruiz, Carla\"\n"));
    }
    let fused = table(&rows);
    let best = &fused.item(0).candidates[0];
    assert_eq!(best.sources, 6, "{best:?}");
    assert!(best.confidence > 0.9, "{best:?}");
}

#[test]
fn cells_that_say_nothing_are_no_values() {
    for cell in [
        "N/A",
        "-",
        "--",
        "n.a.",
        "#N/A",
        "(none)",
        "Not available",
        "Not provided by airline",
        "?",
        "<NULL>",
        "TBD",
    ] {
        let csv = format!("{HEADING}a,x,p,{cell}\n");
        let (table, reading) = read(csv.as_bytes(), Input::Csv, "t", true, &mut |_| ()).unwrap();
        assert_eq!((table.len(), reading.empty_rows), (0, 1), "{cell}");
    }
    for cell in ["-5", "0", "NA-14", "None Street 4", "Unknown Mortal", "(5)"] {
        let csv = format!("{HEADING}a,x,p,{cell}\n");
        assert_eq!(read(csv.as_bytes(), Input::Csv, "t", true, &mut |_| ()).unwrap().0.len(), 1, "{cell}");
    }
}

#[test]
fn an_empty_table_is_told() {
    for csv in ["", "\n", "\u{feff}\n"] {
        assert!(matches!(read(csv.as_bytes(), Input::Csv, "t", false, &mut |_| ()), Err(ReadError::Empty)));
    }
}

#[test]
fn bare_numbers_are_of_the_columns_unit() {
    let rows = "a,x,height,12 m\nb,x,height,12\nc,x,height,1200 cm\nd,x,height,14 m\na,y,height,3 m\nb,y,height,4 m\n";
    let item = table(&(HEADING.to_owned() + rows)).item(0).candidates.len();
    assert_eq!(item, 2);
}

#[test]
fn the_wider_place_helps_the_narrower() {
    let rows = "a,p,born,\"Graz, Austria\"\nb,p,born,\"Turin, Italy\"\nc,p,born,Italy\n";
    let fused = table(&(HEADING.to_owned() + rows));
    assert_eq!(fused.item(0).candidates[0].value, "Turin, Italy");
}

#[test]
fn several_values_of_each_source_are_judged_one_by_one() {
    let mut rows = String::new();
    for book in 0..6 {
        for source in ["a", "b", "c"] {
            rows.push_str(&format!("{source},b{book},author,Ann Lee\n{source},b{book},author,Ben Okoro\n"));
        }
        rows.push_str(&format!("d,b{book},author,Ann Lee\n"));
    }
    let item = table(&(HEADING.to_owned() + &rows));
    let item = item.item(0);
    assert!(item.many && !item.is_conflict());
    assert!(item.candidates.iter().all(|candidate| candidate.confidence > 0.5), "{item:?}");
}

#[test]
fn what_a_source_said_last_counts() {
    let rows = "source,entity,value,as_of\na,x,10,2026-01-01\na,x,12,2026-02-01\nb,x,12,2026-02-01\n";
    let fused = table(rows);
    assert_eq!(fused.item(0).candidates.len(), 1);
    assert_eq!(fused.item(0).candidates[0].value, "12");
}

#[test]
fn formulas_in_cells_stay_text() {
    let fused = table("source,entity,attribute,value\na,=1+1,p,@SUM(A1)\n");
    let said = text(&fused, Format::Csv);
    assert!(said.contains("'=1+1,p,'@SUM(A1),"), "{said}");
}

#[test]
fn many_attributes_and_many_wordings_take_no_long() {
    let mut rows = HEADING.to_owned();
    for at in 0..20_000 {
        rows.push_str(&format!("s{at},e,same,wording number {at}, of {at}\n"));
        rows.push_str(&format!("s{at},e{at},attribute{at},x\n"));
    }
    assert_eq!(table(&rows).items(), 20_001);
}

/// A table whose result is larger than what a pipe holds.
fn large() -> String {
    HEADING.to_owned()
        + &(0..6000).map(|at| format!("s{},entity number {at},price,{at}\n", at % 7)).collect::<String>()
}

/// The command, run in a folder of its own that holds the large table.
fn command(folder: &tempfile::TempDir, arguments: &[&str]) -> std::process::Command {
    std::fs::write(folder.path().join("table.csv"), large()).unwrap();
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_crosscheck"));
    command.current_dir(folder).arg("fuse").args(arguments);
    command
}

/// The names in a folder, sorted.
#[cfg(unix)]
fn names(folder: &tempfile::TempDir) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_reader_that_leaves_early_is_no_error() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = command(&folder, &["table.csv", "-f", "csv"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{output:?}");
    assert!(output.stderr.is_empty(), "{output:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_and_a_device_stays_one() {
    let folder = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink("/dev/full", folder.path().join("full")).unwrap();
    let output = command(&folder, &["table.csv", "-f", "csv", "-o", "full"]).output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(told.contains("cannot write full") && told.contains("No space left"), "{told}");
    assert_eq!(names(&folder), ["full", "table.csv"]);
    assert!(folder.path().join("full").is_symlink());
}

#[cfg(unix)]
#[test]
fn a_replaced_file_keeps_its_rights_and_its_links() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let old = folder.path().join("old.csv");
    std::fs::write(&old, "old").unwrap();
    std::fs::set_permissions(&old, std::fs::Permissions::from_mode(0o640)).unwrap();
    std::os::unix::fs::symlink("old.csv", folder.path().join("link.csv")).unwrap();
    assert!(command(&folder, &["table.csv", "-f", "csv", "-o", "link.csv"]).status().unwrap().success());
    assert_eq!(names(&folder), ["link.csv", "old.csv", "table.csv"]);
    assert!(folder.path().join("link.csv").is_symlink());
    assert_eq!(std::fs::metadata(&old).unwrap().permissions().mode() & 0o777, 0o640);
    assert_eq!(std::fs::read_to_string(&old).unwrap().lines().count(), 6001);
}

#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_fills_while_writing_leaves_the_old_file_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("old.csv"), "old").unwrap();
    let fuse = command(&folder, &["table.csv", "-f", "csv", "-o", "old.csv"]);
    // No file may grow beyond a few kilobytes, and the signal that says so is ignored: writing fails midway.
    let limited = "trap '' XFSZ; ulimit -f 16; exec \"$0\" \"$@\"";
    let mut shell = std::process::Command::new("sh");
    shell.arg("-c").arg(limited).arg(fuse.get_program()).args(fuse.get_args()).current_dir(&folder);
    let output = shell.output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(told.contains("cannot write old.csv"), "{told}");
    assert_eq!(names(&folder), ["old.csv", "table.csv"]);
    assert_eq!(std::fs::read_to_string(folder.path().join("old.csv")).unwrap(), "old");
}

#[test]
fn what_cannot_be_finished_leaves_the_old_file() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("old.csv"), "old").unwrap();
    std::fs::write(folder.path().join("bad.csv"), "source,entity,attribute,value\n,e,a,1\n").unwrap();
    let status = command(&folder, &["bad.csv", "--strict", "-o", "old.csv"])
        .stderr(std::process::Stdio::null())
        .status()
        .unwrap();
    assert_eq!(status.code(), Some(2));
    assert_eq!(std::fs::read_to_string(folder.path().join("old.csv")).unwrap(), "old");
}

#[test]
fn doubtful_lists_do_not_talk_themselves_out_of_everything() {
    // Each source gives one right value and two of its own, so that most of what is said is wrong.
    let mut rows = HEADING.to_owned();
    for entity in 0..40 {
        for source in 0..4 {
            rows.push_str(&format!("s{source},e{entity},author,right\n"));
            for own in 0..2 {
                rows.push_str(&format!("s{source},e{entity},author,own {source} {own}\n"));
            }
        }
    }
    let fused = table(&rows);
    assert!(fused.item(0).many);
    assert!(confidence(&fused, "e0", "right") > 0.8);
    assert!(confidence(&fused, "e0", "own 1 1") < 0.5);
}

#[test]
fn weights_and_letters_of_rows_count() {
    let heading = "source,entity,attribute,value,weight,reliability\n";
    let with = |rows: &str| confidence(&table(&(heading.to_owned() + rows)), "x", "12");
    let plain = with("a,x,p,12,,\nb,x,p,15,,\n");
    assert!(with("a,x,p,12,0.4,\nb,x,p,15,,\n") < plain);
    assert!(with("a,x,p,12,,\nb,x,p,15,0.4,\n") > plain);
    assert!(with("a,x,p,12,,A\nb,x,p,15,,\n") > plain);
    assert!(with("a,x,p,12,,E\nb,x,p,15,,\n") < plain);
    assert!((with("a,x,p,12,,F\nb,x,p,15,,\n") - plain).abs() < 1e-12);
}

#[test]
fn a_source_is_trusted_by_attribute() {
    // Each is right on one attribute and wrong on the other, where two others agree against it.
    let mut rows = HEADING.to_owned();
    for entity in 0..60 {
        for (source, errs_on) in [("a", "gate"), ("b", "gate"), ("c", "delay"), ("d", "none"), ("e", "none")]
        {
            for attribute in ["gate", "delay"] {
                let slip = if errs_on == attribute { source.len() * 100 + entity * 7 % 11 } else { 0 };
                let own = if slip > 0 { format!("{source}{slip}") } else { String::new() };
                rows.push_str(&format!("{source},e{entity},{attribute},v{entity}{own}\n"));
            }
        }
    }
    rows.push_str("a,last,delay,x\nc,last,delay,y\na,late,gate,x\nc,late,gate,y\n");
    let fused = table(&rows);
    assert!(confidence(&fused, "last", "x") > 0.6, "{}", confidence(&fused, "last", "x"));
    assert!(confidence(&fused, "late", "y") > 0.6, "{}", confidence(&fused, "late", "y"));
}
