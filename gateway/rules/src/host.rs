//! The sandbox: one engine, its limits, its watchdog. A fresh instance for every assessment, taken from a pool and thrown away after it.

use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use comity_domain::limits::{
    ASSESSMENT_ANSWER_MAX_BYTES, ASSESSMENT_FUEL_UNITS, ASSESSMENT_MEMORY_MAX_BYTES, ASSESSMENT_STACK_MAX_BYTES,
    ASSESSMENT_TABLE_MAX_ELEMENTS, ASSESSMENT_WATCHDOG_MS, ASSESSMENTS_AT_ONCE_MAX, COMPONENT_CORE_INSTANCES_MAX,
    COMPONENT_MEMORIES_MAX, COMPONENT_TABLES_MAX,
};
use wasmtime::component::{Component, InstancePre, Linker};
use wasmtime::{
    Config, Enabled, Engine, InstanceAllocationStrategy, PoolingAllocationConfig, ResourceLimiter, Store, Trap,
};

use crate::Fault;
use crate::contract::Guest;

/// How often the watchdog looks, in milliseconds.
const TICK_MS: u64 = 50;

/// Runs rule components. Cheap to clone; the watchdog ends with the last clone.
#[derive(Clone)]
pub struct Host(Arc<Inner>);

struct Inner {
    engine: Engine,
    budget: Budget,
    turns: Turns,
    /// Dropped with the host, which ends the watchdog.
    _alive: Sender<()>,
}

/// What one assessment may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// Units of fuel, over all calls: the verdict, because it is the same on every machine.
    pub fuel: u64,
    /// Wall time, in case fuel does not end it.
    pub watchdog: Duration,
    /// Linear memory, in bytes.
    pub memory: usize,
    /// What one call may hand back, in bytes.
    pub answer: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self {
            fuel: ASSESSMENT_FUEL_UNITS,
            watchdog: Duration::from_millis(ASSESSMENT_WATCHDOG_MS),
            memory: ASSESSMENT_MEMORY_MAX_BYTES,
            answer: ASSESSMENT_ANSWER_MAX_BYTES,
        }
    }
}

impl Host {
    /// A host with the budget of `limits.rs`.
    ///
    /// # Errors
    /// This machine cannot run the sandbox: no memory to reserve, no such processor.
    pub fn new() -> Result<Self, Fault> {
        Self::with_budget(Budget::default())
    }

    /// A host with another budget.
    ///
    /// # Errors
    /// As [`Host::new`].
    pub fn with_budget(budget: Budget) -> Result<Self, Fault> {
        let engine = Engine::new(&config(&budget)).map_err(|error| Fault::Compile(format!("{error:#}")))?;
        let alive = start_watchdog(engine.clone());
        Ok(Self(Arc::new(Inner { engine, budget, turns: Turns::new(ASSESSMENTS_AT_ONCE_MAX), _alive: alive })))
    }

    /// Compiles a component and looks at its world, before any of it runs.
    pub(crate) fn compile(&self, bytes: &[u8]) -> Result<InstancePre<Sandbox>, Fault> {
        let compile = |error: wasmtime::Error| Fault::Compile(format!("{error:#}"));
        // Only the text and binary formats of components: never native code, whoever sends it.
        if !bytes.starts_with(b"\0asm") {
            return Err(Fault::Compile("not WebAssembly".to_owned()));
        }
        let component = Component::from_binary(&self.0.engine, bytes).map_err(compile)?;
        if let Some((name, _)) = component.component_type().imports(&self.0.engine).next() {
            return Err(Fault::Import(name.to_owned()));
        }
        // An empty linker: nothing could be given even if it were asked for.
        Linker::new(&self.0.engine).instantiate_pre(&component).map_err(compile)
    }

    /// Runs `calls` on a fresh instance, within the budget.
    pub(crate) fn run<T>(
        &self,
        pre: &crate::contract::JurisdictionPre<Sandbox>,
        calls: impl FnOnce(&mut Store<Sandbox>, &Guest) -> T,
    ) -> Result<T, Fault> {
        let _turn = self.0.turns.take();
        let Budget { fuel, watchdog, memory, answer } = self.0.budget;
        let mut store = Store::new(&self.0.engine, Sandbox { memory_max: memory, refused: false });
        store.limiter(|sandbox| sandbox);
        store.set_fuel(fuel).map_err(|error| Fault::Trap(error.to_string()))?;
        store.set_hostcall_fuel(answer);
        store.set_epoch_deadline(ticks(watchdog));
        let instance = pre.instantiate(&mut store).map_err(|error| fault(&error, store.data()))?;
        Ok(calls(&mut store, instance.comity_rules_rules()))
    }
}

/// The state beside one instance: its limits.
pub(crate) struct Sandbox {
    memory_max: usize,
    refused: bool,
}

impl ResourceLimiter for Sandbox {
    fn memory_growing(&mut self, _: usize, desired: usize, _: Option<usize>) -> wasmtime::Result<bool> {
        let allowed = desired <= self.memory_max;
        self.refused |= !allowed;
        Ok(allowed)
    }

    fn memory_grow_failed(&mut self, _: wasmtime::Error) -> wasmtime::Result<()> {
        self.refused = true;
        Ok(())
    }

    fn table_growing(&mut self, _: usize, desired: usize, _: Option<usize>) -> wasmtime::Result<bool> {
        Ok(desired <= ASSESSMENT_TABLE_MAX_ELEMENTS)
    }

    fn instances(&self) -> usize {
        COMPONENT_CORE_INSTANCES_MAX as usize
    }

    fn tables(&self) -> usize {
        COMPONENT_TABLES_MAX as usize
    }

    fn memories(&self) -> usize {
        COMPONENT_MEMORIES_MAX as usize
    }
}

/// The fault that an error of the sandbox stands for.
pub(crate) fn fault(error: &wasmtime::Error, sandbox: &Sandbox) -> Fault {
    match error.downcast_ref::<Trap>() {
        Some(Trap::OutOfFuel) => Fault::FuelExhausted,
        Some(Trap::Interrupt) => Fault::Watchdog,
        Some(Trap::StackOverflow) => Fault::StackOverflow,
        // An allocator that is refused memory gives up with a trap; the refusal is what went wrong.
        _ if sandbox.refused => Fault::MemoryLimit,
        Some(trap) => Fault::Trap(trap.to_string()),
        None => malformed(error),
    }
}

/// wasmtime has no type for this error; a test holds its words.
fn malformed(error: &wasmtime::Error) -> Fault {
    let words = format!("{error:#}");
    if words.contains("fuel allocated for hostcalls has been exhausted") {
        Fault::AnswerTooLarge(words)
    } else {
        Fault::MalformedAnswer(words)
    }
}

fn config(budget: &Budget) -> Config {
    let mut config = Config::new();
    config
        .wasm_component_model(true)
        .concurrency_support(false)
        .consume_fuel(true)
        .epoch_interruption(true)
        .max_wasm_stack(ASSESSMENT_STACK_MAX_BYTES)
        .cranelift_nan_canonicalization(true)
        .wasm_relaxed_simd(false)
        .wasm_multi_memory(false)
        .wasm_memory64(false)
        .wasm_backtrace_max_frames(None)
        .native_unwind_info(false)
        .allocation_strategy(InstanceAllocationStrategy::Pooling(pool(budget)));
    config
}

fn pool(budget: &Budget) -> PoolingAllocationConfig {
    /// What of a used memory is zeroed in place instead of given back to the kernel.
    const KEEP_RESIDENT_BYTES: usize = 512 * 1024;
    let each = |count: u32| count.saturating_mul(ASSESSMENTS_AT_ONCE_MAX);
    let mut pool = PoolingAllocationConfig::new();
    pool.total_component_instances(ASSESSMENTS_AT_ONCE_MAX)
        .total_core_instances(each(COMPONENT_CORE_INSTANCES_MAX))
        .total_memories(each(COMPONENT_MEMORIES_MAX))
        .total_tables(each(COMPONENT_TABLES_MAX))
        .max_core_instances_per_component(COMPONENT_CORE_INSTANCES_MAX)
        .max_memories_per_component(COMPONENT_MEMORIES_MAX)
        .max_tables_per_component(COMPONENT_TABLES_MAX)
        .max_memories_per_module(COMPONENT_MEMORIES_MAX)
        .max_tables_per_module(1)
        .max_memory_size(budget.memory)
        .table_elements(ASSESSMENT_TABLE_MAX_ELEMENTS)
        .linear_memory_keep_resident(KEEP_RESIDENT_BYTES)
        .table_keep_resident(KEEP_RESIDENT_BYTES)
        // Where the kernel can say which pages were written to, only those are cleaned.
        .pagemap_scan(Enabled::Auto);
    pool
}

fn ticks(watchdog: Duration) -> u64 {
    u64::try_from(watchdog.as_millis()).unwrap_or(u64::MAX).div_ceil(TICK_MS).max(1)
}

/// Moves the engine's epoch on until the host is gone.
fn start_watchdog(engine: Engine) -> Sender<()> {
    let (alive, host) = channel();
    let watch = move || {
        while host.recv_timeout(Duration::from_millis(TICK_MS)) == Err(RecvTimeoutError::Timeout) {
            engine.increment_epoch();
        }
    };
    // Without a watchdog fuel still ends every assessment, so that a thread that cannot start is no reason to stop.
    let _watchdog = thread::Builder::new().name("rules-watchdog".to_owned()).spawn(watch);
    alive
}

/// The slots of the pool: who finds none free waits.
struct Turns {
    free: Mutex<u32>,
    freed: Condvar,
}

struct Turn<'a>(&'a Turns);

impl Turns {
    const fn new(count: u32) -> Self {
        Self { free: Mutex::new(count), freed: Condvar::new() }
    }

    fn take(&self) -> Turn<'_> {
        let free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        let mut free = self.freed.wait_while(free, |free| *free == 0).unwrap_or_else(PoisonError::into_inner);
        *free -= 1;
        Turn(self)
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        *self.0.free.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.0.freed.notify_one();
    }
}

impl std::fmt::Debug for Host {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Host").field("budget", &self.0.budget).finish_non_exhaustive()
    }
}
