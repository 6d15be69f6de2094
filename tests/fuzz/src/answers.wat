;; A rule component in miniature. It describes itself, runs no period, walks over the bytes of the facts in several ways, so that there is
;; something to mutate, and finds nothing.
(module
  (type $walk (func (param i32) (result i32)))
  (memory (export "memory") 2 64)
  (global $top (mut i32) (i32.const 4096))
  (table 3 3 funcref)
  (elem (i32.const 0) $sum $mix $deep)

  (func $sum (param $at i32) (result i32)
    (local $total i32) (local $left i32)
    (local.set $left (i32.const 64))
    (loop $again
      (local.set $total (i32.add (local.get $total) (i32.load8_u (local.get $at))))
      (local.set $at (i32.add (local.get $at) (i32.const 1)))
      (br_if $again (local.tee $left (i32.sub (local.get $left) (i32.const 1)))))
    (local.get $total))

  (func $mix (param $at i32) (result i32)
    (local $wide i64)
    (local.set $wide (i64.load (local.get $at)))
    (i64.store (i32.const 2048) (i64.rotl (i64.mul (local.get $wide) (i64.const 0x9e3779b97f4a7c15)) (i64.const 17)))
    (memory.copy (i32.const 2056) (i32.const 2048) (i32.const 8))
    (i32.trunc_sat_f64_s (f64.sqrt (f64.convert_i64_u (i64.load (i32.const 2056))))))

  (func $deep (param $left i32) (result i32)
    (if (result i32) (i32.gt_s (i32.and (local.get $left) (i32.const 31)) (i32.const 0))
      (then (i32.add (i32.const 1) (call $deep (i32.sub (i32.and (local.get $left) (i32.const 31)) (i32.const 1)))))
      (else (i32.const 0))))

  (func (export "cabi_realloc") (param $old i32) (param $old_size i32) (param $align i32) (param $size i32) (result i32)
    (local $at i32)
    (local.set $at
      (i32.and
        (i32.sub (i32.add (global.get $top) (local.get $align)) (i32.const 1))
        (i32.sub (i32.const 0) (local.get $align))))
    (global.set $top (i32.add (local.get $at) (local.get $size)))
    (block $enough
      (br_if $enough (i32.le_u (global.get $top) (i32.mul (memory.size) (i32.const 65536))))
      (br_if $enough
        (i32.ne
          (memory.grow (i32.add (i32.shr_u (local.get $size) (i32.const 16)) (i32.const 1)))
          (i32.const -1)))
      (unreachable))
    (local.get $at))

  (func (export "comity:rules/rules@0.1.0#describe") (result i32)
    (i32.const 16))

  (func (export "comity:rules/rules@0.1.0#periods") (param $facts i32) (result i32)
    (i32.store (i32.const 3000) (call_indirect (type $walk) (local.get $facts) (i32.const 0)))
    (i32.store (i32.const 3008) (i32.const 0))
    (i32.store (i32.const 3012) (i32.const 0))
    (i32.const 3008))

  (func (export "comity:rules/rules@0.1.0#assess") (param $facts i32) (result i32)
    (i32.store (i32.const 3016) (call_indirect (type $walk) (local.get $facts) (i32.const 1)))
    (i32.store (i32.const 3020) (call_indirect (type $walk) (i32.load (i32.const 3016)) (i32.const 2)))
    (i32.store8 (i32.const 3024) (i32.const 1))
    (i32.const 3024))

  ;; What it says about itself: a record of names, one scope, a day, and nothing else.
  (data (i32.const 16) "\00\02\00\00\07\00\00\00\08\02\00\00\05\00\00\00\10\02\00\00\02\00\00\00\00\01\00\00\01\00\00\00\00\00\00\00\00\00\00\00\d0\07\01\01\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00")
  (data (i32.const 256) "\18\02\00\00\14\00\00\00\40\01\00\00\01\00\00\00\01\00\00\00\14\02\00\00\02\00\00\00\01\00\00\00\10\02\00\00\02\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00")
  (data (i32.const 320) "\30\02\00\00\08\00\00\00")
  (data (i32.const 512) "answers")
  (data (i32.const 520) "0.1.0")
  (data (i32.const 528) "HK")
  (data (i32.const 532) "CN")
  (data (i32.const 536) "service-of-documents")
  (data (i32.const 560) "incoming")
)
