//! What `keepwise import` says about files that are no tables, about arguments that mean nothing for the file, and about
//! mappings with a mistake: what happened, where, and what to do. Nothing is changed.

use super::*;

/// A business to import into, which must stay as it is.
fn refused(args: &[&str]) -> String {
    let place = Place::new();
    place.ok(&["new", "shop"]);
    let before = place.files("shop");
    let ran = place.run(&[&["import"], args, &["--into", "shop"]].concat());
    assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{args:?}: {}", ran.err);
    assert_eq!(place.files("shop"), before, "{args:?}: not a byte");
    assert!(ran.err.contains("Nothing was imported"), "{args:?}: {}", ran.err);
    ran.err
}

#[test]
fn what_is_no_table_is_called_what_it_is_with_what_to_do() {
    for (file, what, advice) in [
        ("random_bytes.csv", "this does not look like a table", "save it as .xlsx or .csv"),
        ("renamed.csv", "the file is a PDF document", "ask for the spreadsheet it was made from"),
        ("picture.csv", "the file is a picture", "choose the spreadsheet it was made from"),
        ("document.csv", "the file is a Word document", "export the table it shows as XLSX or CSV"),
        ("program.csv", "the file is a program", "choose the spreadsheet instead"),
        ("old_excel.csv", "an Excel workbook of an old version (XLS)", "save it as XLSX or CSV"),
        ("old_excel_bare.xls", "an Excel workbook of an old version (XLS)", "save it as XLSX or CSV"),
        ("html.xls", "the file is a web page, whatever its name says", "save it as XLSX or CSV"),
        ("apple.numbers", "a document of Apple Numbers", "export it as Excel or CSV"),
        ("shortcut.gsheet", "only a link to a spreadsheet in the browser", "choose File > Download"),
        ("password.csv", "the file is protected with a password", "remove the password"),
        ("password.xlsx", "the file is protected with a password", "remove the password"),
        ("bomb.xlsx", "would unpack to far more than a spreadsheet needs", "copy the cells you need"),
        ("cut.xlsx", "the file is damaged or was not copied completely", "save it again"),
        ("last_column.xlsx", "row 1 has 16384 columns", "Delete those that are not needed"),
    ] {
        let said = refused(&[&fixture(file)]);
        assert!(said.contains(what) && said.contains(advice), "{file}: {said}");
    }
}

#[test]
fn what_means_nothing_for_the_file_is_not_passed_over() {
    let text = fixture("ratings_comma.csv");
    assert!(
        refused(&[&text, "--sheet", "Ratings"]).contains("it is a text file, which has no sheets. Leave --sheet out.")
    );
    let book = fixture("libreoffice.xlsx");
    assert!(refused(&[&book, "--encoding", "cp850"]).contains("Leave --encoding out."));
    assert!(refused(&[&book, "--delimiter", "pipe"]).contains("Leave --delimiter out."));
}

#[test]
fn a_mistake_in_a_mapping_is_told_in_words_with_its_line() {
    let place = Place::new();
    let said = |text: &str| {
        let mapping = place.path("mapping.json");
        put(&mapping, text);
        let said = refused(&[&fixture("ratings_comma.csv"), "--mapping", mapping.to_str().unwrap()]);
        assert!(said.contains("Correct it there, or leave --mapping out to have one suggested."), "{said}");
        said
    };
    assert!(said("").contains("this mapping can’t be read: it ends in line 1, before it is complete."));
    assert!(said("{\n  \"format\": 1,\n  kind: 2\n}").contains("a name must stand in quotation marks"));
    let unknown = said("{\n  \"format\": 1,\n  \"kind\": \"clients\",\n  \"columns\": []\n}");
    assert!(unknown.contains("“clients” is not known here; known are customers, ratings, answers"), "{unknown}");
    let deep = said(
        "{\"format\": 1, \"kind\": \"ratings\", \"columns\": [{\"header\": \"A\", \"use\": \"person\", \"decimals\": \"comma\"}]}",
    );
    assert!(deep.contains("“decimals” is no name that is known here; known are header, use"), "{deep}");
    assert!(said("{\"format\": 9}").contains("newer than this Keepwise knows"));
}

#[test]
fn a_whole_workspace_that_was_cut_off_says_so() {
    let place = Place::new();
    let exported = place.path("all.json");
    put(&exported, "{\n  \"format\": 1,\n  \"keepwise\": \"workspace\",\n  \"workspace\": {\n");
    let said = refused(&[exported.to_str().unwrap()]);
    assert!(said.contains("The file can’t be read: it ends in line 5, before it is complete."), "{said}");
    put(&exported, "{\"format\": 1, \"keepwise\": \"workspace\", \"workspace\": {\"id\": 7}}");
    let said = refused(&[exported.to_str().unwrap()]);
    assert!(said.contains("the number 7 stands where"), "{said}");
    put(&exported, "[1, 2]");
    assert!(refused(&[exported.to_str().unwrap()]).contains("This is no workspace exported by Keepwise"));
}
