#!/usr/bin/env python3
"""Explicit-state check of the protocol: gateway journal -> stream -> ingest -> log -> store -> ack.
Usage: sync_model.py [variant[+variant]] [values=3] [faults=2] [max_states=1500000] [walk=N random runs instead]
       [batch=2 records per transaction] [kinds=tail,restore,… only these faults]
Without a variant: the repaired protocol.  Variants: 'as_written' (no repairs), 'no_<repair>' for one repair of R, or a mutant of M."""
import sys, random, time
from collections import deque, namedtuple
R = {'seek_tx': 'a seek to anything but the stored position is first written to the store (compare-and-set)',
     'nack_lost': 'Nack also when the remembered block is no longer in the log: other topic id, or log end <= its offset',
     'gen_sid': 'a stream is (db_generation, session): a poll result of another generation is never used for it',
     'gen_idle': 'db_generation is polled for every stream, also with nothing in flight',
     'lock_absent': 'position and cursor rows are created before they are locked',
     'idle_check': 'the consumer compares its place with the stored position also when it has nothing to read; differs -> seek'}
M = ('reuse_incarnation', 'cursor_after_commit', 'trim_on_ack', 'accept_gap', 'ack_from_append', 'stale_ack', 'no_nack', 'cached_cursor',   # must fail
     'pos_before', 'pos_after', 'no_pos_check', 'trim_old_session', 'send_before_sync')     # second lines of defence: no failure found without them
OPT = dict(a.split('=') for a in sys.argv[1:] if '=' in a)
VAR = set((([a for a in sys.argv[1:] if '=' not in a] + ['repaired'])[0]).split('+'))
assert all(v in M or v in ('repaired', 'as_written') or v[3:] in R for v in VAR), VAR
NORM = VAR == {'repaired'}                                               # merge states that only dead data tells apart
FIX = {f for f in R if 'as_written' not in VAR and 'no_' + f not in VAR}
NV, FAULTS, MAXS, WALKS, BATCH = (int(OPT.get(k, v)) for k, v in (('values', 3), ('faults', 2), ('max_states', 1500000), ('walk', 0), ('batch', 2)))
CAP = dict(gcrash=1, rollback=1, end=2, dup=1, tail=1, replace=1, retain=1, hcrash=1, zombie=1, restore=1, foreign=1, slowpoll=1)
UMAX, DMAX, ZMAX, LMAX, WIN = 2, 1, 1, 5, 2
if 'kinds' in OPT: CAP = {k: n if k in OPT['kinds'].split(',') else 0 for k, n in CAP.items()}
# bk: backup; mem: per incarnation (topic, offset, last) of the last produced block; Z: blocks of ended sessions, may still be appended
# c0, c1: history consumers (c1 zombie) = (mempos, batch, cache); batch = (topic, offset, records, rows absent at begin, stage, carry)
S = namedtuple('S', 'backups up cur ninc segs tail nv img  ses nxt ack safe U D mem snap Z  topic recs start'
               '  rows cu led pos gen scnt bk  c0 c1  bud nbk acc des')
FRESH = (None, None, None)
def put(m, k, v): x = dict(m); x[k] = v; return tuple(sorted(x.items()))
def cursor(cu, inc): return dict(cu).get(inc, 1)
def safe_of(s, inc):
    if not s.backups: return cursor(s.cu, inc) - 1                       # mode without backups: safe = committed, no restore happens
    return cursor(s.bk[1], inc) - 1 if s.bk else 0
def init(backups):
    return S(backups, True, 1, 2, ((1, 0, ()),), (), 1, None, None, (), (), (), (), (), (), None, (), 1, (), 0,
             (), (), (), (), 1, 0, None, FRESH, None, (), 0, frozenset(), frozenset())
# ---- gateway -------------------------------------------------------------------------------------------------------
def end(s, keep=True):                                                   # the stream ends: what was under way may still reach the log
    z = tuple(sorted(set(s.Z + s.U)))[:ZMAX] if keep else s.Z
    return s._replace(ses=None, nxt=(), ack=(), U=(), D=(), mem=(), Z=z, safe=s.safe if 'trim_old_session' in VAR else ())
def start(s):
    if 'reuse_incarnation' in VAR: return s._replace(up=True)
    segs = tuple(x for x in s.segs if x[2])                              # an incarnation without samples is dropped
    return s._replace(up=True, cur=s.ninc, ninc=s.ninc + 1, segs=segs + ((s.ninc, 0, ()),))
def hello(s):                                                            # Hello and Welcome
    nx = {i: cursor(s.cu, i) for i, _, _ in s.segs}
    return s._replace(ses=(s.scnt + 1, s.gen), scnt=s.scnt + 1, nxt=tuple(sorted(nx.items())), mem=(),
                      ack=tuple((i, n - 1) for i, n in sorted(nx.items())), safe=tuple((i, safe_of(s, i)) for i in sorted(nx)))
def sends(s):                                                            # what may be sent now: (block, state after)
    nx, ak, out = dict(s.nxt), dict(s.ack), []
    for inc, tr, vals in s.segs:
        src = vals + (s.tail if 'send_before_sync' in VAR and inc == s.cur else ())
        n = nx.get(inc, 1)
        if n > len(src): continue                                        # oldest incarnation first
        if n <= tr: return [s._replace(U=s.U + (('G', inc, n, (None,) * (tr - n + 1)),), nxt=put(s.nxt, inc, tr + 1))]   # trimmed: gap record
        if n - 1 - ak.get(inc, 0) >= WIN: return out                     # credit
        for k in (1, 2):
            if n + k - 1 <= len(src): out.append(s._replace(U=s.U + (('B', inc, n, src[n-1:n-1+k]),), nxt=put(s.nxt, inc, n + k)))
        return out
    return out
def recv(s):                                                             # the gateway takes one Ack or Nack
    (kind, inc, n, safe), s = s.D[0], s._replace(D=s.D[1:])
    if inc not in dict(s.nxt): return s
    if kind == 'N': return s._replace(nxt=put(s.nxt, inc, n))
    return s._replace(ack=put(s.ack, inc, max(dict(s.ack)[inc], n)), nxt=put(s.nxt, inc, max(dict(s.nxt)[inc], n + 1)),
                      safe=put(s.safe, inc, max(dict(s.safe).get(inc, 0), safe)))
# ---- ingest --------------------------------------------------------------------------------------------------------
def append(s, times=1):                                                  # a block of the live session goes to the log
    b = s.U[0]; last = b[2] + len(b[3]) - 1
    return s._replace(U=s.U[1:], recs=s.recs + (b,) * times, mem=put(s.mem, b[1], (s.topic, len(s.recs), last)))
def snapshot(s): return (s.ses, s.gen, s.cu, tuple((i, safe_of(s, i)) for i, _ in s.cu), s.pos, s.topic, len(s.recs))
def emit(s, snap):                                                       # answers for the live stream, computed from one poll of the store
    (sid, _), gen, cu, safe, pos, topic, lend = snap
    if gen > s.ses[1]: return end(s)                                     # the store was restored: close, the gateway says Hello again
    if 'stale_ack' not in VAR and (sid != s.ses[0] or 'gen_sid' in FIX and gen != s.ses[1]): return s
    D, mem = s.D, s.mem
    for inc, n in s.nxt:
        c, sf, m = cursor(cu, inc), dict(safe).get(inc, 0), dict(mem).get(inc)
        com = c - 1
        if 'ack_from_append' in VAR and m: com = max(com, m[2]); sf = sf if s.backups else com
        if (com > dict(s.ack)[inc] or sf > dict(s.safe).get(inc, 0)) and ('A', inc, com, sf) not in D: D += (('A', inc, com, sf),)
        if m and c > m[2]: mem = tuple(x for x in mem if x[0] != inc)    # nothing in flight any more
        elif m and 'no_nack' not in VAR and (dict(pos).get(m[0], 0) > m[1] or 'nack_lost' in FIX and (m[0] != topic or lend <= m[1])):
            D += (('N', inc, c, 0),); mem = tuple(x for x in mem if x[0] != inc)       # once; the next produced block arms it again
    return s._replace(D=D, mem=mem)
def may_poll(s): return s.ses and (s.mem or 'gen_idle' in FIX or s.U)
# ---- history -------------------------------------------------------------------------------------------------------
def fetch(s, i, n):
    """consumer i seeks if it must and reads n records; None if there is nothing to do"""
    mp, batch, cache = s[S._fields.index(i)]; lend = len(s.recs)
    if batch: return None
    p = dict(s.pos).get(s.topic)
    if mp is None or mp[0] != s.topic or not s.start <= mp[1] <= lend or 'idle_check' in FIX and p != mp[1]:   # assigned, replaced, out of range: seek
        to = s.start if p is None or p < s.start else min(p, lend)       # unknown, before start, beyond end
        if 'seek_tx' in FIX and to != p: s = s._replace(pos=put(s.pos, s.topic, to))
        mp, cache = (s.topic, to), s.cu
    rs = s.recs[mp[1]:mp[1] + n]
    if len(rs) < n: return s._replace(**{i: (mp, None, cache if 'cached_cursor' in VAR else None)})
    absent = (p is None, tuple(sorted({r[1] for r in rs} - {x for x, _ in s.cu}))) if 'lock_absent' not in FIX else (False, ())
    return s._replace(**{i: (mp, (s.topic, mp[1], rs, absent, 0, None), cache if 'cached_cursor' in VAR else None)})
def commit(s, i):
    """one transaction of consumer i (mutants: its second half)"""
    mp, (t, off, rs, absent, stage, carry), cache = s[S._fields.index(i)]
    p, done = dict(s.pos).get(t, 0), ((t, off + len(rs)), None, None)
    if stage == 1:
        if 'cursor_after_commit' in VAR: return s._replace(cu=carry, **{i: done})
        if 'pos_after' in VAR: return s._replace(pos=put(s.pos, t, off + len(rs)), **{i: done})
    elif p != off and not absent[0] and 'no_pos_check' not in VAR: return s._replace(**{i: FRESH})      # fenced: abandon, seek again
    elif 'pos_before' in VAR: return s._replace(pos=put(s.pos, t, off + len(rs)), **{i: (mp, (t, off, rs, absent, 1, None), cache)})
    cu = dict(cache if 'cached_cursor' in VAR else s.cu); rows, led = list(s.rows), set(s.led)
    for x in absent[1]: cu.pop(x, None)                                  # was not there when the transaction began: nothing was locked
    for kind, inc, first, vals in rs:
        c, last = cu.get(inc, 1), first + len(vals) - 1
        if kind == 'X' or last < c: continue                             # repeat
        if c < first and 'accept_gap' not in VAR: continue               # gap: refused
        for q in range(max(c, first), last + 1):
            if kind == 'G': led.add((inc, q))
            else: rows.append((inc, q, vals[q - first]))
        cu[inc] = last + 1
    cu = tuple(sorted(cu.items()))
    done = done[:2] + (cu if 'cached_cursor' in VAR else None,)
    s = s._replace(rows=tuple(sorted(rows)), led=tuple(sorted(led)))
    if 'cursor_after_commit' in VAR: return s._replace(pos=put(s.pos, t, off + len(rs)), **{i: (mp, (t, off, rs, absent, 1, cu), cache)})
    if 'pos_after' in VAR: return s._replace(cu=cu, **{i: (mp, (t, off, rs, absent, 1, None), cache)})
    return s._replace(cu=cu, pos=put(s.pos, t, max(off + len(rs), p) if 'pos_before' in VAR else off + len(rs)), **{i: done})
# ---- everything that can happen ------------------------------------------------------------------------------------
def norm(s):
    """forget what can no longer be read: records below the stored and the backed-up position, finished mem, the place of an idle consumer"""
    if not NORM: return s
    p = dict(s.pos).get(s.topic, 0)
    if s.bk: p = min(p, dict(s.bk[3]).get(s.topic, 0))
    return s._replace(recs=(('X', 0, 0, ()),) * min(p, len(s.recs)) + s.recs[p:], mem=tuple(x for x in s.mem if cursor(s.cu, x[0]) <= x[1][2]),
                      c0=s.c0 if s.c0[1] else FRESH, c1=s.c1 if s.c1 and s.c1[1] else None)
def succ(s):
    out = []
    used = dict(s.bud)
    def left(kind): return sum(used.values()) < FAULTS and used.get(kind, 0) < CAP[kind]
    def add(label, t):
        if t is not None and t != s: out.append((label, norm(t)))
    def fault(kind, label, t):
        if t is not None and left(kind): out.append((label, norm(t._replace(bud=put(s.bud, kind, used.get(kind, 0) + 1)))))
    if s.up:
        if s.nv <= NV and not s.tail: add(f'append {s.nv}', s._replace(tail=(s.nv,), nv=s.nv + 1))
        if s.tail: add('sync', s._replace(segs=tuple((i, t, v + s.tail) if i == s.cur else (i, t, v) for i, t, v in s.segs), tail=(), acc=s.acc | set(s.tail)))
        if s.ses is None: add('hello', hello(s))
        else:
            if len(s.U) < UMAX:
                for t in sends(s): add(f'send {t.U[-1]}', t)
            if s.D: add(f'recv {s.D[0]}', recv(s))
            fault('end', 'stream-ends', end(s))
        lim = dict(s.ack if 'trim_on_ack' in VAR else s.safe)
        segs = tuple((i, max(t, min(lim.get(i, 0), len(v))), v) for i, t, v in s.segs)
        add('trim', s._replace(segs=segs))
        if s.img is None and s.acc and left('rollback'): add('image', s._replace(img=(s.cur, s.segs)))
        fault('gcrash', 'gw-crash', end(s._replace(up=False, tail=())))
    else:
        add('gw-start', start(s))
    if s.img: fault('rollback', 'card-rollback', end(s._replace(up=False, tail=(), cur=s.img[0], segs=s.img[1],
                    des=s.des | ({v for _, t, vs in s.segs for v in vs[t:]} - {v for x in s.img[1] for v in x[2]}))))
    if s.U and len(s.recs) < LMAX:
        add(f'ingest {s.U[0]}', append(s)); fault('dup', f'ingest twice {s.U[0]}', append(s, 2))
    for z in s.Z:
        r = tuple(x for x in s.Z if x != z)
        if len(s.recs) < LMAX: add(f'late ingest {z}', s._replace(Z=r, recs=s.recs + (z,)))
        add(f'late block {z} lost', s._replace(Z=r))
    if may_poll(s) and len(s.D) < DMAX:
        add('poll', emit(s, snapshot(s)))
        if not s.snap: fault('slowpoll', 'poll-begins', s._replace(snap=snapshot(s)))
    if s.snap and s.ses and len(s.D) < DMAX: out.append(('poll-ends', emit(s, s.snap)._replace(snap=None)))
    for i in ('c0', 'c1'):
        c = s[S._fields.index(i)]
        if c is None: continue
        if c[1]: add(f'{i} commit', commit(s, i))
        else:
            for n in range(1, BATCH + 1): add(f'{i} fetch {n}', fetch(s, i, n))
        if c[1]: fault('hcrash', f'{i} crash', s._replace(**{i: FRESH if i == 'c0' else None}))
    if s.c0[1 if NORM else 0] and s.c1 is None: fault('zombie', 'rebalance: c0 becomes a zombie', s._replace(c0=FRESH, c1=s.c0))
    for k in (1, 2):
        if len(s.recs) - k >= s.start: fault('tail', f'log loses {k}', s._replace(recs=s.recs[:-k]))
    if s.recs: fault('replace', 'log cluster replaced', s._replace(topic=s.topic + 1, recs=(), start=0))
    for k in range(s.start + 1, len(s.recs) + 1): fault('retain', f'log start {k}', s._replace(start=k))
    if len(s.recs) < LMAX: fault('foreign', 'record of another gateway', s._replace(recs=s.recs + (('X', 0, 0, ()),)))
    b = (s.rows, s.cu, s.led, s.pos, s.scnt)
    if s.backups and s.nbk < 2 and left('restore') and (s.bk is None or s.bk[:2] != b[:2]): add('backup', s._replace(bk=b, nbk=s.nbk + 1))
    if s.bk and s.bk != b: fault('restore', 'restore', s._replace(rows=s.bk[0], cu=s.bk[1], led=s.bk[2], pos=s.bk[3], scnt=s.bk[4], gen=s.gen + 1))
    return out
# ---- properties ----------------------------------------------------------------------------------------------------
def settle(s):
    """the fault-free continuation; a live stream stays live, nobody reconnects without a reason the protocol gives"""
    s = s._replace(Z=(), snap=None, c1=None)
    if not s.up: s = start(s)
    for r in range(40):
        was = s
        if s.ses is None: s = hello(s)
        while s.U: s = append(s)
        for _ in range(60):
            t = commit(s, 'c0') if s.c0[1] else fetch(s, 'c0', 1)
            if t == s: break
            s = t
        else: return s, 'HISTORY SPINS'
        if may_poll(s): s = emit(s, snapshot(s))
        while s.D: s = recv(s)
        for _ in range(WIN if s.ses else 0): s = (sends(s) or [s])[0]
        if s._replace(c0=was.c0) == was: return s, None
    return s, 'NO QUIESCENCE'
def check(s, deep=True):
    vals = [r[2] for r in s.rows]; ids = [r[:2] for r in s.rows]
    if len(set(vals)) < len(vals) or len(set(ids)) < len(ids): return f'P2 DOUBLED {s.rows}'
    for inc, n in s.cu:
        if sorted([q for i, q in ids if i == inc] + [q for i, q in s.led if i == inc]) != list(range(1, n)): return f'P3 cursor {inc}:{n} passes what is not stored: {s.rows}'
    if not deep: return None
    t, bad = settle(s)
    lost = s.acc - s.des - {r[2] for r in t.rows}
    held = {v for i, tr, vs in t.segs for v in vs[tr:]}
    e = check(t, False)
    if e: return 'after settling: ' + e
    return f'{"P4 " + bad if bad else "P4 STUCK" if lost <= held else "P1 LOST"} {sorted(lost)}' if lost or bad else None
def main():
    t0 = time.time(); seen, order, q = {}, [], deque()
    for b in (True, False): s = init(b); seen[s] = (None, None); q.append(s)
    n, name = 0, '+'.join(sorted(VAR))
    while q:
        s = q.popleft(); n += 1
        e = check(s)
        if e:
            tr, x = [], s
            while seen[x][0]: tr.append(seen[x][0]); x = seen[x][1]
            print(f'{name}: VIOLATION {e}; {n} states, {len(tr)} steps, backups={s.backups}:\n   ' + ' > '.join(reversed(tr))); return
        if n >= MAXS: print(f'{name}: no violation in the first {n} states, {time.time()-t0:.0f} s (values={NV}, faults<={FAULTS}) NOT COMPLETE'); return
        for l, t in succ(s):
            if t not in seen: seen[t] = (l, s); q.append(t)
    print(f'{name}: OK, all {n} states, {time.time()-t0:.0f} s (values={NV}, faults<={FAULTS} {OPT.get("kinds", "")})')
def walks():
    t0, st = time.time(), 0
    for k in CAP: CAP[k] *= 4
    for i in range(WALKS):
        r, s, tr = random.Random(i), init(i % 2 == 0), []
        for _ in range(150):
            o = succ(s)
            if not o: break
            l, s = r.choice(o); tr.append(l); st += 1
            e = check(s)
            if e: print(f'{"+".join(sorted(VAR))}: VIOLATION {e} seed={i} step={len(tr)} after {st} steps\n   ' + ' > '.join(tr)); return
    print(f'{"+".join(sorted(VAR))}: OK, {WALKS} random runs, {st} steps, {time.time()-t0:.0f} s (values={NV}, faults<={FAULTS}, each kind <= 4 or 8)')
if __name__ == '__main__':
    if WALKS: walks()
    else: main()
