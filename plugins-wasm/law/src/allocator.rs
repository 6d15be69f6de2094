//! The guests' memory: handed out in order and never taken back. An instance lives for one assessment, and ends as a whole; to keep lists of
//! what is free would cost more than the whole assessment.

#![expect(unsafe_code, reason = "an allocator hands out raw memory")]

use core::alloc::{GlobalAlloc, Layout};
use core::arch::wasm32::{memory_grow, memory_size};
use core::cell::Cell;
use core::ptr::null_mut;

const PAGE_BYTES: usize = 64 * 1024;

/// Where the next allocation begins, and where the memory at hand ends; both 0 before the first.
struct InOrder {
    next: Cell<usize>,
    end: Cell<usize>,
}

// SAFETY: guests have one thread: the host switches threads off.
unsafe impl Sync for InOrder {}

#[global_allocator]
static MEMORY: InOrder = InOrder { next: Cell::new(0), end: Cell::new(0) };

// SAFETY: what is handed out is aligned, lies in memory that `memory_grow` made, and is never handed out twice, but for the last piece,
// which grows in place.
unsafe impl GlobalAlloc for InOrder {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let Some(start) = self.next.get().checked_next_multiple_of(layout.align()) else { return null_mut() };
        let Some(next) = start.checked_add(layout.size()) else { return null_mut() };
        if next <= self.end.get() {
            self.next.set(next);
            return start as *mut u8;
        }
        self.alloc_in_new_pages(layout)
    }

    unsafe fn dealloc(&self, _: *mut u8, _: Layout) {}

    unsafe fn realloc(&self, old: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        let start = old as usize;
        let is_last = start.checked_add(layout.size()) == Some(self.next.get());
        if let Some(next) = start.checked_add(size).filter(|&next| is_last && next <= self.end.get()) {
            self.next.set(next);
            return old;
        }
        // SAFETY: the caller's promises about `layout` and `size` are those that `alloc` asks for; the pieces do not overlap.
        unsafe {
            let new = self.alloc(Layout::from_size_align_unchecked(size, layout.align()));
            if !new.is_null() {
                old.copy_to_nonoverlapping(new, layout.size().min(size));
            }
            new
        }
    }
}

unsafe extern "C" {
    /// Made by the linker: where the stack and the data end.
    static __heap_base: u8;
}

impl InOrder {
    /// What the memory begins with comes first; then new pages, which follow the last ones unless something else grew the memory.
    #[cold]
    fn alloc_in_new_pages(&self, layout: Layout) -> *mut u8 {
        let new_pages_start = memory_size::<0>() * PAGE_BYTES;
        if self.end.get() == 0 {
            self.next.set(&raw const __heap_base as usize);
            self.end.set(new_pages_start);
            // SAFETY: `layout` is the caller's.
            return unsafe { self.alloc(layout) };
        }
        let from = if self.end.get() == new_pages_start { self.next.get() } else { new_pages_start };
        let Some(start) = from.checked_next_multiple_of(layout.align()) else { return null_mut() };
        let Some(next) = start.checked_add(layout.size()) else { return null_mut() };
        let pages = next.saturating_sub(new_pages_start).div_ceil(PAGE_BYTES);
        if memory_grow::<0>(pages) == usize::MAX {
            return null_mut();
        }
        self.next.set(next);
        self.end.set(new_pages_start + pages * PAGE_BYTES);
        start as *mut u8
    }
}
