;; Decompresses one block of LZ4: https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md
;;
;; Copies go 16 bytes at a time and may write up to 31 bytes after what they copy, never before `limit` has been looked at: the
;; caller leaves 32 bytes of memory after `end` and after `limit`. Whatever the block says, nothing outside of this memory is
;; reached: such an access ends in a trap.
(module
  (memory (export "memory") 4)

  ;; The block is memory[from, end). Its content goes to memory[to, limit); matches reach back to `low` at most.
  ;; Gives where the content ends; -1 where the block is damaged or its content too long.
  (func (export "decompress")
    (param $from i32) (param $end i32) (param $to i32) (param $limit i32) (param $low i32) (result i32)
    (local $token i32) (local $length i32) (local $byte i32) (local $stop i32) (local $distance i32) (local $match i32)
    (loop $sequence
      (if (i32.ge_u (local.get $from) (local.get $end)) (then (return (i32.const -1))))
      (local.set $token (i32.load8_u (local.get $from)))
      (local.set $from (i32.add (local.get $from) (i32.const 1)))

      ;; How many literals: 15 says that bytes follow to be added, up to and with the first that is not 255.
      (local.set $length (i32.shr_u (local.get $token) (i32.const 4)))
      (if (i32.eq (local.get $length) (i32.const 15))
        (then
          (loop $more
            (if (i32.ge_u (local.get $from) (local.get $end)) (then (return (i32.const -1))))
            (local.set $byte (i32.load8_u (local.get $from)))
            (local.set $from (i32.add (local.get $from) (i32.const 1)))
            (local.set $length (i32.add (local.get $length) (local.get $byte)))
            (br_if $more (i32.eq (local.get $byte) (i32.const 255))))))
      (if (i32.gt_u (local.get $length) (i32.sub (local.get $end) (local.get $from))) (then (return (i32.const -1))))
      (if (i32.gt_u (local.get $length) (i32.sub (local.get $limit) (local.get $to))) (then (return (i32.const -1))))

      ;; The literals.
      (local.set $stop (i32.add (local.get $to) (local.get $length)))
      (local.set $match (local.get $from))
      (local.set $from (i32.add (local.get $from) (local.get $length)))
      (loop $literals
        (v128.store (local.get $to) (v128.load (local.get $match)))
        (local.set $to (i32.add (local.get $to) (i32.const 16)))
        (local.set $match (i32.add (local.get $match) (i32.const 16)))
        (br_if $literals (i32.lt_u (local.get $to) (local.get $stop))))
      (local.set $to (local.get $stop))

      ;; A block ends with literals.
      (if (i32.eq (local.get $from) (local.get $end)) (then (return (local.get $to))))

      ;; Where the match begins.
      (if (i32.lt_u (i32.sub (local.get $end) (local.get $from)) (i32.const 2)) (then (return (i32.const -1))))
      (local.set $distance (i32.load16_u (local.get $from)))
      (local.set $from (i32.add (local.get $from) (i32.const 2)))
      (if (i32.eqz (local.get $distance)) (then (return (i32.const -1))))
      (if (i32.gt_u (local.get $distance) (i32.sub (local.get $to) (local.get $low))) (then (return (i32.const -1))))
      (local.set $match (i32.sub (local.get $to) (local.get $distance)))

      ;; How long the match is.
      (local.set $length (i32.and (local.get $token) (i32.const 15)))
      (if (i32.eq (local.get $length) (i32.const 15))
        (then
          (loop $more
            (if (i32.ge_u (local.get $from) (local.get $end)) (then (return (i32.const -1))))
            (local.set $byte (i32.load8_u (local.get $from)))
            (local.set $from (i32.add (local.get $from) (i32.const 1)))
            (local.set $length (i32.add (local.get $length) (local.get $byte)))
            (br_if $more (i32.eq (local.get $byte) (i32.const 255))))))
      (local.set $length (i32.add (local.get $length) (i32.const 4)))
      (if (i32.gt_u (local.get $length) (i32.sub (local.get $limit) (local.get $to))) (then (return (i32.const -1))))
      (local.set $stop (i32.add (local.get $to) (local.get $length)))

      ;; A match that overlaps itself repeats its `distance` bytes: sixteen of them one by one, then from the multiple of the
      ;; distance that is 16 bytes back or more.
      (if (i32.lt_u (local.get $distance) (i32.const 16))
        (then
          (local.set $length (i32.add (local.get $to) (i32.const 16)))
          (loop $repeat
            (i32.store8 (local.get $to) (i32.load8_u (local.get $match)))
            (local.set $to (i32.add (local.get $to) (i32.const 1)))
            (local.set $match (i32.add (local.get $match) (i32.const 1)))
            (br_if $repeat (i32.lt_u (local.get $to) (local.get $length))))
          (local.set $match
            (i32.sub
              (local.get $to)
              (i32.mul
                (local.get $distance)
                (i32.div_u (i32.add (local.get $distance) (i32.const 15)) (local.get $distance)))))))

      ;; The match, or the rest of it.
      (if (i32.lt_u (local.get $to) (local.get $stop))
        (then
          (loop $matching
            (v128.store (local.get $to) (v128.load (local.get $match)))
            (local.set $to (i32.add (local.get $to) (i32.const 16)))
            (local.set $match (i32.add (local.get $match) (i32.const 16)))
            (br_if $matching (i32.lt_u (local.get $to) (local.get $stop))))))
      (local.set $to (local.get $stop))
      (br $sequence))
    (unreachable)))
