//! `cargo demo`: three gateways, one letter of request and its certificate, evidence from Macao and from Hong Kong, a mediator who is accredited once, a
//! dispute that is settled and confirmed, and jurors who are drawn. Everything is done by the program `comity`, as its users do it; this is the script.

mod disputes;
mod draw;
mod evidence;
mod mediators;

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::Value;

use crate::{clock, releases, workspace};

/// How often something that takes a moment is asked for, and how long between.
const TRIES: u32 = 200;
const PAUSE: Duration = Duration::from_millis(100);
/// How the refusal begins of what was decided by a revision that is not the newest any more.
const MOVED: &str = "revision-moved: ";

#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// end when the matter is closed; otherwise the gateways stay up
    #[arg(long)]
    exit: bool,
    /// the language of what is printed
    #[arg(long, default_value = "en", value_parser = ["zh-CN", "zh-HK", "zh-MO", "en", "pt"])]
    lang: String,
}

/// Plays the matter.
pub(crate) fn run(options: &Options) -> Result<(), String> {
    let comity = releases::build()?;
    let demo = Demo::new(comity, options)?;
    demo.play(options.exit)
}

/// The practice world, and the program that everybody in it uses.
struct Demo {
    comity: PathBuf,
    world: PathBuf,
    lang: String,
    people: Vec<Value>,
}

/// How the papers were served.
#[derive(serde::Deserialize)]
struct Service {
    executing_body: String,
    date: String,
    method: String,
    place: String,
    recipient: String,
}

impl Service {
    fn read(file: &Path) -> Result<Self, String> {
        let json = std::fs::read(file).map_err(|error| error.to_string())?;
        serde_json::from_slice(&json).map_err(|error| error.to_string())
    }

    fn arguments(&self) -> [&str; 8] {
        let (date, method, place, recipient) = (&self.date, &self.method, &self.place, &self.recipient);
        ["--date", date, "--method", method, "--place", place, "--recipient", recipient]
    }
}

/// A gateway's process. It is ended when this is dropped.
struct Gateway(Child);

impl Gateway {
    /// Ends it as a failure of power would.
    fn kill(mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

impl Drop for Gateway {
    fn drop(&mut self) {
        // Its number may be another's by now.
        if matches!(self.0.try_wait(), Ok(Some(_))) {
            return;
        }
        let pid = self.0.id().to_string();
        // In good order, as an operator would; the record survives a ruder end too, which the tests show.
        let asked = Command::new("kill").args(["-TERM", &pid]).status();
        if asked.is_err() {
            drop(self.0.kill());
        }
        drop(self.0.wait());
    }
}

impl Demo {
    fn new(comity: PathBuf, options: &Options) -> Result<Self, String> {
        let world = workspace::target().join("demo").join(std::process::id().to_string());
        let mut demo = Self { comity, world, lang: options.lang.clone(), people: Vec::new() };
        let ports = free_ports(6)?;
        let mut create = demo.command(&["world", "create", "--ports", &ports.join(",")]);
        create.arg("--directory").arg(&demo.world);
        create.arg("--plan").arg(workspace::root().join("fixtures/world/world.json"));
        create.arg("--releases").arg(workspace::target().join("rules"));
        done(&mut create)?;
        let people = std::fs::read(demo.world.join("people.json")).map_err(|error| error.to_string())?;
        demo.people = serde_json::from_slice(&people).map_err(|error| error.to_string())?;
        Ok(demo)
    }

    fn play(&self, exit: bool) -> Result<(), String> {
        let (judge, liaison, registrar) = ("lin-yu", "chen-an", "wong-ka-yan");
        let papers = workspace::root().join("fixtures/matters/sale-of-goods");
        self.title("demo-title", &[])?;

        let _cn = self.start("cn")?;
        let hk = self.start("hk")?;
        let mo = self.start("mo")?;
        for person in [judge, liaison, registrar] {
            self.sign_in(person)?;
        }
        self.title("demo-gateways", &["gateways=cn, hk, mo"])?;

        self.day("2026-01-12")?;
        self.title("demo-draft", &["authority=authority:cn-nansha", "to=authority:hk-high-court"])?;
        let matter = self.read_as(judge, &["matter", "draft"], Some(&papers.join("draft-first.json")))?;
        let matter = matter.trim();
        println!("{matter}");
        self.title("demo-preflight", &["jurisdiction=jurisdiction:HK"])?;
        self.show_as(judge, &["matter", "preflight", matter])?;
        self.title("demo-correct", &["authority=authority:cn-nansha"])?;
        self.read_as(judge, &["matter", "amend", matter], Some(&papers.join("draft-corrected.json")))?;
        self.show_as(judge, &["matter", "preflight", matter])?;
        self.show_as(judge, &["matter", "submit", matter])?;
        self.wait_until(liaison, matter, "/standing/to_assess", &Value::Bool(false))?;

        self.day("2026-01-14")?;
        self.title("demo-restart", &["gateway=gateway:hk"])?;
        drop(hk);
        self.sealing(liaison)?;
        self.show_as(liaison, &["matter", "forward", matter])?;
        let _hk = self.start("hk")?;
        self.wait_until(judge, matter, "/standing/state", &"acknowledged".into())?;
        self.title("demo-delivered", &[])?;
        self.wait_until(registrar, matter, "/standing/to_assess", &Value::Bool(false))?;
        self.show_as(registrar, &["matter", "show", matter])?;

        self.day("2026-01-19")?;
        self.sealing(registrar)?;
        self.show_as(registrar, &["matter", "accept", matter])?;
        self.wait_until(judge, matter, "/standing/state", &"accepted".into())?;
        let service = Service::read(&papers.join("service.json"))?;
        self.show_as(registrar, &["matter", "execute", matter, "--by", &service.executing_body])?;
        self.day(&service.date)?;
        self.show_as(
            registrar,
            &[&["matter", "serve", matter, "--result", "served"], &service.arguments()[..]].concat(),
        )?;
        self.wait_until(registrar, matter, "/standing/to_assess", &Value::Bool(false))?;
        self.day("2026-02-09")?;
        self.sealing(registrar)?;
        let last_day = self.ask(registrar, matter, "/standing/last_days/execute-service")?;
        self.show_as(registrar, &["matter", "certify", matter])?;
        self.wait_until(judge, matter, "/standing/state", &"returned".into())?;
        self.wait_until(judge, matter, "/standing/to_assess", &Value::Bool(false))?;
        let last_day = last_day.as_str().ok_or("the period of service has no last day")?;
        self.title("demo-in-time", &["day=day:2026-02-09", &format!("last-day=day:{last_day}")])?;
        self.show_as(judge, &["matter", "close", matter])?;

        for (person, authority) in [(judge, "cn-nansha"), (registrar, "hk-high-court")] {
            self.title("label-docket-of", &[&format!("authority=authority:{authority}")])?;
            self.show_as(person, &["matter", "docket", matter])?;
        }
        let result = self.ask(judge, matter, "/result")?;
        println!("{}", result.as_str().ok_or("the matter has no result")?);
        self.play_video_testimony()?;
        self.play_bank_documents()?;
        self.play_accreditation()?;
        self.play_mediation()?;
        let _mo = self.play_draw(mo)?;
        self.verify_records()?;
        self.what_next(judge, matter, exit)
    }

    fn verify_records(&self) -> Result<(), String> {
        self.title("demo-records", &[])?;
        for gateway in ["cn", "hk"] {
            // The gateway signs a checkpoint each second while there is something new.
            clock::pause(Duration::from_millis(1_500));
            done(self.command(&["record", "verify"]).arg(self.world.join(gateway)))?;
        }
        Ok(())
    }

    fn what_next(&self, person: &str, matter: &str, exit: bool) -> Result<(), String> {
        self.title("demo-try-next", &[])?;
        let (comity, session) = (self.comity.display(), self.session(person).display().to_string());
        println!("  {comity} record verify {}", self.world.join("hk").display());
        println!(
            "  {comity} deadline --calendar HK-general --from 2026-02-04 --length 2 --unit months --roll next-working-day"
        );
        println!("  {comity} rules describe --rules hongkong --lang {}", self.lang);
        if exit {
            return Ok(());
        }
        println!("  {comity} matter docket {matter} --session {session} --lang {}", self.lang);
        println!("  {comity} matter list --session {session}");
        self.title("demo-running", &[])?;
        loop {
            clock::pause(Duration::from_secs(3600));
        }
    }

    /// Starts a gateway, and waits until it takes requests.
    fn start(&self, gateway: &str) -> Result<Gateway, String> {
        let log = std::fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(self.world.join(format!("{gateway}.log")))
            .map_err(|error| error.to_string())?;
        let mut serve = self.command(&["serve"]);
        serve.arg(self.world.join(gateway)).stdin(Stdio::null()).stdout(Stdio::null()).stderr(log);
        let gateway_process = Gateway(serve.spawn().map_err(|error| error.to_string())?);
        let person = self.people.iter().find(|person| person["gateway"] == gateway).ok_or("nobody is there")?;
        let url = person["url"].as_str().ok_or("a person without a gateway")?;
        let address = url.trim_start_matches("https://").replace("localhost", "127.0.0.1");
        for _ in 0..TRIES {
            if std::net::TcpStream::connect(&address).is_ok() {
                return Ok(gateway_process);
            }
            clock::pause(PAUSE);
        }
        Err(format!("the gateway `{gateway}` does not answer; its log is {gateway}.log in {}", self.world.display()))
    }

    fn sign_in(&self, account: &str) -> Result<(), String> {
        let person = self.people.iter().find(|person| person["account"] == account).ok_or("no such account")?;
        let url = person["url"].as_str().ok_or("a person without a gateway")?;
        let mut login = self.as_person(account, &["login", "--url", url, "--account", account]);
        login.arg("--ca").arg(self.world.join("ca.pem")).arg("--password-file").arg(self.password_file(account)?);
        done(&mut login)
    }

    /// Enters the password again, before something is sealed.
    fn sealing(&self, account: &str) -> Result<(), String> {
        let mut step_up = self.as_person(account, &["step-up"]);
        done(step_up.arg("--password-file").arg(self.password_file(account)?))
    }

    /// Whoever verifies a signature does it by the roll, and by nobody's word.
    fn against_the_roll<'c>(&self, command: &'c mut Command) -> &'c mut Command {
        let directory = self.world.join("mo");
        command.arg("--roll").arg(directory.join("roll.json")).arg("--trust").arg(directory.join("roll-trust.json"))
    }

    fn password_file(&self, account: &str) -> Result<PathBuf, String> {
        use std::io::Write;
        use std::os::unix::fs::OpenOptionsExt;
        let person = self.people.iter().find(|person| person["account"] == account).ok_or("no such account")?;
        let secret = person["secret"].as_str().ok_or("an account without a password")?;
        let path = self.world.join(format!("{account}.password"));
        let mut options = std::fs::OpenOptions::new();
        let file = options.write(true).create(true).truncate(true).mode(0o600).open(&path);
        file.and_then(|mut file| file.write_all(secret.as_bytes())).map_err(|error| error.to_string())?;
        Ok(path)
    }

    /// Moves the world's business day.
    fn day(&self, day: &str) -> Result<(), String> {
        let file = self.world.join("business-day");
        let next = self.world.join("business-day.next");
        std::fs::write(&next, day).and_then(|()| std::fs::rename(next, file)).map_err(|error| error.to_string())?;
        self.title("demo-clock", &[&format!("day=day:{day}")])
    }

    /// One of the program's own messages, as a heading.
    fn title(&self, id: &str, places: &[&str]) -> Result<(), String> {
        let mut say = self.command(&["say", id]);
        println!("\n━━ {}", read(say.args(places))?.trim());
        Ok(())
    }

    /// Has somebody do something. Where the clockwork was faster, the person looks at the matter again, and does it.
    fn show_as(&self, account: &str, arguments: &[&str]) -> Result<(), String> {
        let mut moved = String::new();
        for _ in 0..TRIES {
            let mut command = self.as_person(account, arguments);
            let ended = command.stdout(Stdio::inherit()).output().map_err(|error| format!("{command:?}: {error}"))?;
            let said = String::from_utf8_lossy(&ended.stderr);
            if !said.starts_with(MOVED) {
                eprint!("{said}");
                let status = ended.status;
                return if status.success() { Ok(()) } else { Err(format!("{command:?} ended with {status}")) };
            }
            moved = said.into_owned();
            clock::pause(PAUSE);
        }
        Err(moved)
    }

    fn read_as(&self, account: &str, arguments: &[&str], file: Option<&Path>) -> Result<String, String> {
        read(self.as_person(account, arguments).args(file))
    }

    /// One field of a matter, as JSON.
    fn ask(&self, account: &str, matter: &str, pointer: &str) -> Result<Value, String> {
        let answer = self.read_as(account, &["matter", "show", matter, "--json"], None)?;
        let view: Value = serde_json::from_str(&answer).map_err(|error| error.to_string())?;
        Ok(view.pointer(pointer).cloned().unwrap_or_default())
    }

    fn wait_until(&self, account: &str, matter: &str, pointer: &str, wanted: &Value) -> Result<(), String> {
        let mut found = Err("nothing".to_owned());
        for _ in 0..TRIES {
            found = self.ask(account, matter, pointer);
            if found.as_ref() == Ok(wanted) {
                return Ok(());
            }
            clock::pause(PAUSE);
        }
        Err(format!("{pointer} of {matter} should have become {wanted}, but is {found:?}"))
    }

    fn as_person(&self, account: &str, arguments: &[&str]) -> Command {
        let mut command = self.command(arguments);
        command.arg("--session").arg(self.session(account));
        command
    }

    fn session(&self, account: &str) -> PathBuf {
        self.world.join("sessions").join(format!("{account}.json"))
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.comity);
        command.args(arguments).args(["--lang", &self.lang]);
        command
    }
}

/// Ports of this machine that nobody listens on now.
fn free_ports(count: usize) -> Result<Vec<String>, String> {
    let bound: Result<Vec<TcpListener>, _> = (0..count).map(|_| TcpListener::bind("127.0.0.1:0")).collect();
    let ports =
        bound.and_then(|listeners| listeners.iter().map(TcpListener::local_addr).collect::<Result<Vec<_>, _>>());
    Ok(ports.map_err(|error| error.to_string())?.iter().map(|address| address.port().to_string()).collect())
}

/// A field of a file of the fixtures.
fn text_in(file: &Path, name: &str) -> Result<String, String> {
    let json = std::fs::read(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let fields: Value = serde_json::from_slice(&json).map_err(|error| error.to_string())?;
    fields
        .get(name)
        .and_then(Value::as_str)
        .map(str::to_owned)
        .ok_or_else(|| format!("{} has no `{name}`", file.display()))
}

fn done(command: &mut Command) -> Result<(), String> {
    let status = command.status().map_err(|error| format!("{command:?}: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("{command:?} ended with {status}")) }
}

fn read(command: &mut Command) -> Result<String, String> {
    let output = command.stderr(Stdio::inherit()).output().map_err(|error| format!("{command:?}: {error}"))?;
    if !output.status.success() {
        return Err(format!("{command:?} ended with {}", output.status));
    }
    String::from_utf8(output.stdout).map_err(|error| error.to_string())
}
