//! Every rule of a design against points written by hand.

use super::*;

fn varied(texts: &[&str]) -> Vec<Vary> {
    texts
        .iter()
        .map(|text| Vary::parse(text).expect("a sound parameter"))
        .collect()
}

/// The points as texts, with an empty text for a value that is left alone.
fn shown(design: &Design) -> Vec<Vec<&str>> {
    (design.points.iter())
        .map(|point| {
            point
                .iter()
                .map(|cell| cell.as_ref().map_or("", |value| value.text.as_str()))
                .collect()
        })
        .collect()
}

fn values(text: &str) -> Vec<String> {
    match Vary::parse(text).expect("a sound parameter").spread {
        Spread::List(values) => values.into_iter().map(|value| value.text).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_first_parameter_of_a_grid_is_the_slowest() {
    let design = Design::grid(&varied(&["a=1,2", "b=x,y,z"])).expect("a grid");
    assert_eq!(design.paths, ["a", "b"]);
    let expected = [["1", "x"], ["1", "y"], ["1", "z"], ["2", "x"], ["2", "y"], ["2", "z"]];
    assert_eq!(shown(&design), expected);
}

#[test]
fn a_zip_goes_side_by_side() {
    let design = Design::zip(&varied(&["a=1,2,3", "b=0.1..0.3:0.1"])).expect("equal lengths");
    assert_eq!(shown(&design), [["1", "0.1"], ["2", "0.2"], ["3", "0.3"]]);
    let lengths = vec![("a".to_string(), 2), ("b".to_string(), 3)];
    assert_eq!(
        Design::zip(&varied(&["a=1,2", "b=1,2,3"])),
        Err(DesignMistake::Lengths(lengths))
    );
}

#[test]
fn ranges_count_in_decimals() {
    assert_eq!(values("a=1..4:1"), ["1", "2", "3", "4"]);
    // The last step that would pass the end is not taken.
    assert_eq!(values("a=1..4:2"), ["1", "3"]);
    assert_eq!(values("a=-1..1:0.5"), ["-1.0", "-0.5", "0.0", "0.5", "1.0"]);
    // Ten steps of a tenth end at one, though a tenth is no binary number.
    let tenths = values("a=0..1:0.1");
    assert_eq!((tenths.len(), &*tenths[3], &*tenths[10]), (11, "0.3", "1.0"));
    assert_eq!(values("a=5..5:1"), ["5"]);
}

#[test]
fn values_are_toml_and_commas_inside_them_part_nothing() {
    assert_eq!(values("a=1, 2.5 ,three"), ["1", "2.5", "three"]);
    assert_eq!(
        values("a={ exponential = { mean = 1, x = 2 } },[1,2],\"p,q\""),
        ["{ exponential = { mean = 1, x = 2 } }", "[1,2]", "\"p,q\""]
    );
    assert_eq!(values("a=\"1..2\""), ["\"1..2\""]);
    let quoted = Value::new("\"08:00\"");
    assert_eq!((&*quoted.shown, quoted.number), ("08:00", None));
    assert_eq!(Value::new("1_000").number, Some(1000.0));
    assert_eq!(Value::new("calendar").number, None);
    assert_eq!(Value::new("inf").number, None);
}

#[test]
fn what_cannot_be_understood_is_told_apart() {
    use DesignMistake::*;
    type Made = fn(String) -> DesignMistake;
    let cases: [(&str, Made); 12] = [
        ("a", Form),
        ("=1", Form),
        ("a=", NoValue),
        ("a=1,,2", NoValue),
        ("a=1,2,", NoValue),
        ("a=x..3", Ends),
        ("a=1..", Ends),
        ("a=..", Ends),
        ("a=1...3", Ends),
        ("a=3..1:1", Order),
        ("a=1..3:0", Step),
        ("a=1..3:-1", Step),
    ];
    for (text, mistake) in cases {
        assert_eq!(Vary::parse(text), Err(mistake(text.to_string())), "{text}");
    }
    assert_eq!(Design::grid(&varied(&["a=1..3"])), Err(NoStep("a".into())));
    assert_eq!(Design::grid(&varied(&["a=1", "b=1", "a=2"])), Err(Twice("a".into())));
    assert_eq!(Design::grid(&[]), Err(Nothing));
    assert_eq!(Design::latin(&varied(&["a=1..3"]), 0, 1), Err(NoPoints));
    assert_eq!(Vary::parse("a=0..1:0.000001"), Err(TooMany));
    assert_eq!(Design::grid(&varied(&["a=1..1000:1", "b=1..1000:1"])), Err(TooMany));
}

/// The number of a point's parameter.
fn number(design: &Design, point: usize, at: usize) -> f64 {
    design.points[point][at]
        .as_ref()
        .and_then(|value| value.number)
        .expect("a number")
}

#[test]
fn every_stratum_of_a_hypercube_has_one_value() {
    let design = Design::latin(&varied(&["a=0.0..1.0", "b=10.0..30.0", "c=1..8"]), 8, 7).expect("a hypercube");
    assert_eq!(design.points.len(), 8);
    for (at, low, width) in [(0, 0.0, 1.0 / 8.0), (1, 10.0, 20.0 / 8.0)] {
        let mut strata: Vec<usize> = (0..8)
            .map(|point| ((number(&design, point, at) - low) / width) as usize)
            .collect();
        strata.sort_unstable();
        assert_eq!(strata, [0, 1, 2, 3, 4, 5, 6, 7]);
    }
    // Eight whole numbers in eight strata: each once, both ends too.
    let mut whole: Vec<&str> = shown(&design).iter().map(|point| point[2]).collect();
    whole.sort_unstable();
    assert_eq!(whole, ["1", "2", "3", "4", "5", "6", "7", "8"]);
    // Two values of a list, three whole numbers: as often as each other where the count allows.
    let design = Design::latin(&varied(&["d=x,y", "e=1..3"]), 6, 7).expect("a hypercube");
    let count = |at: usize, text: &str| shown(&design).iter().filter(|point| point[at] == text).count();
    assert_eq!([count(0, "x"), count(0, "y")], [3, 3]);
    assert_eq!([count(1, "1"), count(1, "2"), count(1, "3")], [2, 2, 2]);
}

#[test]
fn a_hypercube_follows_from_its_seed_and_names() {
    let both = Design::latin(&varied(&["a=0.0..1.0", "b=0.0..1.0"]), 5, 3).expect("a hypercube");
    assert_eq!(
        Design::latin(&varied(&["a=0.0..1.0", "b=0.0..1.0"]), 5, 3),
        Ok(both.clone())
    );
    let column = |design: &Design, at: usize| (0..5).map(|point| number(design, point, at)).collect::<Vec<f64>>();
    assert_ne!(column(&both, 0), column(&both, 1));
    let alone = Design::latin(&varied(&["b=0.0..1.0"]), 5, 3).expect("a hypercube");
    assert_eq!(column(&alone, 0), column(&both, 1));
    let other = Design::latin(&varied(&["a=0.0..1.0", "b=0.0..1.0"]), 5, 4).expect("a hypercube");
    assert_ne!(column(&other, 0), column(&both, 0));
}

#[test]
fn a_table_is_a_point_a_row() {
    let text = "\u{feff}centre.a.resources.bay, days ,\r\n3,10,\r\n\r\n,\"20\",\n";
    let design = Design::table(text.into()).expect("a table");
    assert_eq!(design.paths, ["centre.a.resources.bay", "days"]);
    assert_eq!(shown(&design), [["3", "10"], ["", "20"]]);
    // What is left empty is not set to an empty text.
    assert_eq!(design.points[1][0], None);
    // 中 in GBK is D6 D0.
    let gbk = [b"city.a.name\n".as_slice(), &[0xd6, 0xd0], b"\n"].concat();
    assert_eq!(shown(&Design::table(gbk).expect("GBK")), [["中"]]);
    use DesignMistake::*;
    for (text, mistake) in [
        ("", NoRows),
        ("a,b\n", NoRows),
        ("a,,b\n1,2,3\n", Nameless(2)),
        ("a,b,a\n1,2,3\n", Twice("a".into())),
        ("a,b\n1,2\n1,2,3\n", TooWide(3)),
    ] {
        assert_eq!(Design::table(text.into()), Err(mistake), "{text:?}");
    }
    assert_eq!(Design::table(vec![0xff, 0xfe, 0, 0]), Err(Unreadable));
}

#[test]
fn texts_of_designs_differ_where_they_do() {
    let text = |texts: &[&str]| Design::grid(&varied(texts)).expect("a grid").text();
    assert_eq!(text(&["a=1,2"]), text(&["a=1..2:1"]));
    assert_ne!(text(&["a=1,2"]), text(&["a=1,3"]));
    assert_ne!(text(&["a=1,2"]), text(&["b=1,2"]));
    let with = Design::table("a\n1\n\"\"\n2\n".into()).expect("a table").text();
    assert_eq!(with, text(&["a=1,2"]));
}
