//! The contract, as wit-bindgen makes it from `plugins-wasm/wit/rules.wit`.

#![allow(unsafe_code, reason = "generated: values cross the sandbox's boundary as pointers and lengths")]
#![allow(missing_docs, unreachable_pub, clippy::all, reason = "generated: the contract is documented in rules.wit")]

wit_bindgen::generate!({
    path: "../wit",
    world: "jurisdiction",
    pub_export_macro: true,
    export_macro_name: "export",
    default_bindings_module: "law::bindings",
    additional_derives: [PartialEq, Eq, PartialOrd, Ord],
});
