//! `run --shard` and `merge`: any shards, made anywhere and in any order, join into the bytes of one run; what is
//! missing, doubled, foreign or damaged is refused by name.

use std::{
    fs,
    process::{Child, Command, Stdio},
};

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::support::Workplace;

const SIZE: &[&str] = &["--draws", "40", "--replications", "3"];

/// A workplace with a scenario of two sides and a ceasefire, whose inputs are fixed: its chunks are small and cheap.
fn workplace() -> Workplace {
    let here = Workplace::new();
    here.write("fixed.toml", include_str!("../fixtures/fixed.toml"));
    here
}

/// Makes one shard of the small scenario in `parts`.
fn shard(here: &Workplace, shard: &str, more: &[&str]) {
    let arguments = [&["run", "talks.toml", "--shard", shard, "--out", "parts"], SIZE, more].concat();
    here.armistice(&arguments).expect_code(0);
}

fn shards(here: &Workplace, of: u64) {
    for number in 1..=of {
        shard(here, &format!("{number}/{of}"), &[]);
    }
}

#[test]
fn a_shard_is_two_files_and_merging_leaves_them_where_they_are() {
    let here = Workplace::new();
    shards(&here, 2);
    let files = [
        "runs-00001-of-00002.csv",
        "runs-00002-of-00002.csv",
        "shard-00001-of-00002.json",
        "shard-00002-of-00002.json",
    ];
    assert_eq!(here.names("parts"), files);
    let merged = here.armistice(&["merge", "parts"]).expect_code(0).expect_stderr("parts/report.html");
    let names = here.names("parts");
    assert!(files.iter().all(|file| names.iter().any(|name| name == file)), "{names:?}");
    assert!(names.iter().any(|name| name == "manifest.json"));

    let run = here.armistice(&[&["run", "talks.toml", "--out", "whole"], SIZE].concat()).expect_code(0);
    assert_eq!(merged.stdout(), run.stdout());
    let json = here.armistice(&["merge", "parts", "--json", "--out", "joined"]).expect_code(0);
    assert_eq!(json.stdout(), here.read("whole/summary.json"));
    here.expect_same("whole", "joined");
}

/// Three draws of 25,001 replications are nine chunks: each draw is in two or three of the four shards.
#[test]
fn a_draw_may_be_cut_up_between_shards() {
    let here = workplace();
    let size = ["run", "fixed.toml", "--draws", "3", "--replications", "25001", "--quiet"];
    here.armistice(&[&size[..], &["--out", "whole"]].concat()).expect_code(0);
    for number in [3, 1, 4, 2] {
        let shard = format!("{number}/4");
        here.armistice(&[&size[..], &["--out", "parts", "--shard", &shard]].concat()).expect_code(0);
    }
    let second: Value = serde_json::from_str(&here.read("parts/shard-00002-of-00004.json")).unwrap();
    assert_eq!(second["content"]["part"]["open"].as_array().map(Vec::len), Some(2), "draws 0 and 1 are cut");
    here.armistice(&["merge", "parts", "--out", "joined", "--quiet"]).expect_code(0);
    here.expect_same("whole", "joined");
}

/// Ten draws of the small scenario are three chunks.
#[test]
fn there_may_be_more_shards_than_work() {
    let here = Workplace::new();
    let size = ["run", "talks.toml", "--draws", "10", "--replications", "1", "--quiet"];
    here.armistice(&[&size[..], &["--out", "whole"]].concat()).expect_code(0);
    for number in 1..=5 {
        let shard = format!("{number}/5");
        here.armistice(&[&size[..], &["--out", "parts", "--shard", &shard]].concat()).expect_code(0);
    }
    here.armistice(&["merge", "parts", "--out", "joined", "--quiet"]).expect_code(0);
    here.expect_same("whole", "joined");
}

#[test]
fn shards_may_be_made_at_once_and_lie_in_several_folders() {
    let here = workplace();
    let spawn = |number: u64| -> Child {
        Command::new(assert_cmd::cargo::cargo_bin("armistice"))
            .args([
                "run",
                "fixed.toml",
                "--draws",
                "400",
                "--quiet",
                "--resume",
                "--shard",
                &format!("{number}/6"),
            ])
            .args(["--out", if number == 4 { "elsewhere" } else { "parts" }])
            .current_dir(here.path("."))
            .stdout(Stdio::null())
            .spawn()
            .unwrap()
    };
    let children: Vec<Child> = (1..=6).map(spawn).collect();
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    here.armistice(&["merge", "parts", "--out", "joined"])
        .expect_code(2)
        .expect_stderr("shard 4/6 is missing");
    here.armistice(&["merge", "elsewhere", "parts", "--out", "joined", "--quiet"]).expect_code(0);
    here.armistice(&["run", "fixed.toml", "--draws", "400", "--quiet", "--out", "whole"]).expect_code(0);
    here.expect_same("whole", "joined");
    assert!(here.names("parts").iter().all(|name| !name.starts_with('.')), "{:?}", here.names("parts"));
}

#[test]
fn a_missing_a_doubled_and_a_foreign_shard_are_named() {
    let here = Workplace::new();
    shards(&here, 3);
    fs::rename(here.path("parts/shard-00002-of-00003.json"), here.path("second.json")).unwrap();
    let refused = || here.armistice(&["merge", "parts", "--out", "joined"]).expect_code(2);
    refused().expect_stderr("shard 2/3 is missing");

    fs::copy(here.path("parts/shard-00001-of-00003.json"), here.path("parts/shard-00001 (copy).json"))
        .unwrap();
    refused()
        .expect_stderr("shard 2/3 is missing")
        .expect_stderr("shard 1/3 is there twice")
        .expect_stderr("(copy)");
    fs::remove_file(here.path("parts/shard-00001 (copy).json")).unwrap();

    for (more, difference) in [
        (&["--seed", "9"][..], "seed 9, not 1"),
        (&["--draws", "41"], "draws 41, not 40"),
        (&["--replications", "2"], "replications 2, not 3"),
        (&["--set", "actors.south.discount=0.7"], "overrides actors.south.discount=0.7"),
    ] {
        // The last of an option counts for `--draws` and `--replications` only if the first is left out.
        let size: Vec<&str> =
            SIZE.chunks(2).filter(|option| option[0] != more[0]).flatten().copied().collect();
        let arguments =
            [&["run", "talks.toml", "--shard", "2/3", "--out", "parts"], &size[..], more].concat();
        here.armistice(&arguments).expect_code(0);
        refused()
            .expect_stderr("parts/shard-00002-of-00003.json is of another run")
            .expect_stderr(difference);
    }
    here.append("\n# a remark\n");
    shard(&here, "2/3", &[]);
    refused().expect_stderr("another text of the scenario");
    shard(&here, "2/4", &[]);
    refused().expect_stderr("parts/shard-00002-of-00004.json is of another run");
    assert!(!here.path("joined").exists());

    fs::remove_file(here.path("parts/shard-00002-of-00004.json")).unwrap();
    fs::rename(here.path("second.json"), here.path("parts/shard-00002-of-00003.json")).unwrap();
    // Its rows are those of the other text, which are the same; the seed's are not.
    here.armistice(&["merge", "parts", "--out", "joined"]).expect_code(0);
}

/// Any file that is cut or has one bit changed; the places are spread over it.
#[test]
fn a_damaged_file_is_named() {
    let here = Workplace::new();
    shards(&here, 2);
    for name in ["parts/shard-00002-of-00002.json", "parts/runs-00002-of-00002.csv"] {
        let whole = fs::read(here.path(name)).unwrap();
        let refuse = |bytes: &[u8], how: &str| {
            fs::write(here.path(name), bytes).unwrap();
            let ended = here.armistice(&["merge", "parts", "--out", "joined", "--quiet"]);
            let stderr = ended.stderr();
            assert!(stderr.contains(name), "{how}: {stderr}");
            assert!(stderr.contains("help"), "{how}: {stderr}");
            assert_eq!(ended.0.status.code(), Some(2), "{how}: {stderr}");
            assert!(!here.path("joined").exists());
        };
        for place in (0..40).map(|step| step * (whole.len() - 1) / 40) {
            refuse(&whole[..place], &format!("cut at {place}"));
            let mut changed = whole.clone();
            changed[place] ^= 1 << (place % 8);
            refuse(&changed, &format!("byte {place} changed"));
        }
        refuse(&[&whole[..], b"\n1"].concat(), "longer");
        fs::write(here.path(name), whole).unwrap();
    }
    fs::remove_file(here.path("parts/runs-00001-of-00002.csv")).unwrap();
    here.armistice(&["merge", "parts", "--out", "joined"])
        .expect_code(3)
        .expect_stderr("runs-00001-of-00002.csv");
}

/// The document of a shard with something in its content replaced, and the hash that then holds.
fn forged(document: &str, from: &str, to: &str) -> String {
    let (_, content) = document.trim_end().split_once("\"content\":").unwrap();
    let content = content.strip_suffix('}').unwrap();
    assert!(content.contains(from), "{from}");
    seal(&content.replacen(from, to, 1))
}

fn seal(content: &str) -> String {
    let hash: String = Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{{\"sha256\":\"{hash}\",\"content\":{content}}}\n")
}

#[test]
fn a_shard_of_another_version_is_named_with_it() {
    let here = Workplace::new();
    shards(&here, 2);
    let name = "parts/shard-00001-of-00002.json";
    let document = here.read(name);
    let ours = format!("\"armistice\":\"{}\"", env!("CARGO_PKG_VERSION"));
    for (from, to) in [(&*ours, "\"armistice\":\"9.9.9\""), ("\"format\":1", "\"format\":2")] {
        here.write(name, &forged(&document, from, to));
        let refused = here.armistice(&["merge", "parts", "--out", "joined"]).expect_code(2);
        refused.expect_stderr(name).expect_stderr(if to.contains("9.9.9") { "9.9.9" } else { "format 2" });
    }
}

/// The library sees to counts that no run can come to (tests/parts.rs); here are those that could not even be added.
#[test]
fn a_shard_with_enormous_counts_is_named() {
    let here = Workplace::new();
    shards(&here, 2);
    let name = "parts/shard-00001-of-00002.json";
    let document = here.read(name);
    for number in ["999999999999999", "18446744073709551615", "99999999999999999999"] {
        here.write(name, &forged(&document, "\"incidents\":0", &format!("\"incidents\":{number}")));
        let refused = here.armistice(&["merge", "parts", "--out", "joined"]).expect_code(2);
        refused.expect_stderr(name).expect_stderr("a count in it is larger than any run comes to");
    }
}

#[test]
fn a_share_that_makes_no_sense_is_wrong_usage() {
    let here = Workplace::new();
    for shard in ["0/3", "4/3", "1/0", "3", "a/b", "1/100000", "-1/3", "1/3/5"] {
        let arguments = ["run", "talks.toml", "--out", "parts", &*format!("--shard={shard}")];
        here.armistice(&arguments).expect_code(2).expect_stderr("such as 3/10");
    }
    for more in [&["--until-se", "0.1"][..], &["--json"]] {
        let arguments = [&["run", "talks.toml", "--out", "parts", "--shard", "1/3"], more].concat();
        here.armistice(&arguments).expect_code(2).expect_stderr("cannot be used with");
    }
    here.armistice(&["run", "talks.toml", "--shard", "1/3"]).expect_code(2).expect_stderr("--out");
    fs::create_dir(here.path("empty")).unwrap();
    here.armistice(&["merge", "empty"]).expect_code(2).expect_stderr("no shard is in empty");
    here.armistice(&["merge", "nowhere"]).expect_code(3).expect_stderr("nowhere");
    here.armistice(&["merge", "talks.toml"]).expect_code(2).expect_stderr("talks.toml: it is damaged");
    assert_eq!(here.names("."), ["empty", "talks.toml"]);
}
