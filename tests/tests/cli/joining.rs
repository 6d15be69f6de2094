//! `docs/joining.md`, followed as it is written.

use std::path::Path;
use std::process::Command;

use comity_tests::{PracticeWorld, fixtures, program};

/// The fenced blocks of commands, in their order.
fn commands(text: &str) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut block: Option<String> = None;
    for line in text.lines() {
        match (&mut block, line) {
            (None, "```sh") => block = Some(String::new()),
            (Some(_), "```") => blocks.extend(block.take()),
            (Some(block), line) => {
                block.push_str(line);
                block.push('\n');
            }
            _ => {}
        }
    }
    assert!(block.is_none(), "a block without its end");
    blocks
}

#[tokio::test(flavor = "multi_thread")]
async fn a_court_joins_by_the_commands_of_the_documentation() {
    let document = fixtures().parent().unwrap().join("docs/joining.md");
    let blocks = commands(&std::fs::read_to_string(document).unwrap());
    assert!(blocks.len() >= 8, "{}", blocks.len());
    let world = PracticeWorld::make().await;
    let _bay = (world.start("cn").await, world.start("hk").await, world.start("mo").await);
    let directory = world.directory();
    for account in ["ops-cn", "duty-cn", "ops-hk", "duty-hk", "ops-mo", "duty-mo"] {
        std::fs::write(directory.join(format!("{account}.password")), &world.account(account).secret).unwrap();
    }
    std::fs::write(directory.join("pan-yu.password"), "correct horse battery").unwrap();

    let mut said = String::new();
    for block in &blocks {
        said = run(&world, directory, block);
    }
    // The last one says how the roll stands everywhere.
    assert!(said.contains("Version 2 of the roll"), "{said}");
    for gateway in ["cn", "hk", "mo"] {
        let status = world.sign_in(&format!("ops-{gateway}")).await.get("/roll/status").await.good();
        assert_eq!((&status["version"], &status["waiting"]), (&2.into(), &serde_json::json!([])), "{gateway}");
    }
    assert!(world.roll().serves(&"cn".parse().unwrap(), &"cn-panyu".parse().unwrap()));
}

/// Runs a block as a shell would, where every command has to succeed. Answers with what it said.
fn run(world: &PracticeWorld, directory: &Path, block: &str) -> String {
    let programs = program().parent().unwrap().to_owned();
    let path = format!("{}:{}", programs.display(), std::env::var("PATH").unwrap());
    let mut shell = Command::new("sh");
    shell.args(["-e", "-c", block]).current_dir(directory).env("PATH", path).env("COMITY_LANG", "en");
    for (name, account) in [("CN", "ops-cn"), ("HK", "ops-hk"), ("MO", "ops-mo")] {
        shell.env(name, &world.account(account).url);
    }
    let output = shell.output().unwrap();
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{block}\n{out}\n{err}");
    out.into_owned()
}
