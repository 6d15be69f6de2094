// Checks a copy of a record in files with Go's own implementation of signed notes, Merkle proofs and tiles
// (golang.org/x/mod/sumdb), which knows nothing of ours.
//
// The directory holds: log.vkey and witnesses.vkey (verifier keys, one a line), checkpoint (the note), tile/… (hashes
// and lines), proofs.json (proofs that our program made). Prints what was verified; ends with 1 if anything is not so.
package main

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const tileHeight = 8

// cosignature verifies C2SP cosignatures, which package note leaves to whoever uses it.
type cosignature struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func (c *cosignature) Name() string    { return c.name }
func (c *cosignature) KeyHash() uint32 { return c.hash }

func (c *cosignature) Verify(msg, sig []byte) bool {
	if len(sig) != 8+ed25519.SignatureSize {
		return false
	}
	seconds := binary.BigEndian.Uint64(sig)
	signed := fmt.Sprintf("cosignature/v1\ntime %d\n%s", seconds, msg)
	return ed25519.Verify(c.key, []byte(signed), sig[8:])
}

func newCosignature(vkey string) (note.Verifier, error) {
	parts := strings.SplitN(vkey, "+", 3)
	if len(parts) != 3 {
		return nil, fmt.Errorf("not a verifier key: %s", vkey)
	}
	key, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(key) != 1+ed25519.PublicKeySize || key[0] != 4 {
		return nil, fmt.Errorf("not the verifier key of a witness: %s", vkey)
	}
	sum := sha256.Sum256(append([]byte(parts[0]+"\n"), key...))
	hash := binary.BigEndian.Uint32(sum[:])
	if fmt.Sprintf("%08x", hash) != parts[1] {
		return nil, fmt.Errorf("the hash of the verifier key is wrong: %s", vkey)
	}
	return &cosignature{parts[0], hash, key[1:]}, nil
}

// tiles reads the tiles of hashes from files.
type tiles string

func (tiles) Height() int                     { return tileHeight }
func (tiles) SaveTiles([]tlog.Tile, [][]byte) {}

func (dir tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var data [][]byte
	for _, tile := range wanted {
		// Package tlog writes the height of the tiles into the path, where C2SP has always 8.
		path := strings.Replace(tile.Path(), fmt.Sprintf("tile/%d/", tileHeight), "tile/", 1)
		bytes, err := os.ReadFile(filepath.Join(string(dir), filepath.FromSlash(path)))
		if err != nil {
			return nil, err
		}
		data = append(data, bytes)
	}
	return data, nil
}

type proofs struct {
	Inclusion []struct {
		Index int64    `json:"index"`
		Proof []string `json:"proof"`
	} `json:"inclusion"`
	Consistency []struct {
		Old   int64    `json:"old"`
		Root  string   `json:"root"`
		Proof []string `json:"proof"`
	} `json:"consistency"`
}

func main() {
	if len(os.Args) != 2 {
		fail("usage: record DIRECTORY")
	}
	dir := os.Args[1]

	var known []note.Verifier
	logKey, err := note.NewVerifier(strings.TrimSpace(read(dir, "log.vkey")))
	check("the key of the log", err)
	known = append(known, logKey)
	for _, vkey := range strings.Fields(read(dir, "witnesses.vkey")) {
		witness, err := newCosignature(vkey)
		check("the key of a witness", err)
		known = append(known, witness)
	}
	signed := read(dir, "checkpoint")
	opened, err := note.Open([]byte(signed), note.VerifierList(known...))
	check("the note", err)
	if len(opened.UnverifiedSigs) != 0 {
		fail("a signature of the note was not verified")
	}
	names := []string{}
	byLog := false
	for _, sig := range opened.Sigs {
		if sig.Name == logKey.Name() && sig.Hash == logKey.KeyHash() {
			byLog = true
		} else {
			names = append(names, sig.Name)
		}
	}
	if !byLog {
		fail("the log did not sign")
	}

	lines := strings.Split(opened.Text, "\n")
	if len(lines) < 4 || lines[0] != logKey.Name() {
		fail("the note is no checkpoint of the log")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	check("the size", err)
	tree := tlog.Tree{N: size, Hash: hash(lines[2])}

	// Every hash that comes out of this reader was checked against the root.
	reader := tlog.TileHashReader(tree, tiles(dir))
	root, err := tlog.TreeHash(size, reader)
	check("the tiles", err)
	if root != tree.Hash {
		fail("the tiles have another root")
	}

	entries := bundles(dir, size)
	if int64(len(entries)) != size {
		fail(fmt.Sprintf("%d lines in the bundles, %d under the checkpoint", len(entries), size))
	}
	for at, entry := range entries {
		leaf, err := reader.ReadHashes([]int64{tlog.StoredHashIndex(0, int64(at))})
		check("a leaf", err)
		if leaf[0] != tlog.RecordHash(entry) {
			fail(fmt.Sprintf("line %d is not the one in the tree", at))
		}
	}

	var ours proofs
	check("proofs.json", json.Unmarshal([]byte(read(dir, "proofs.json")), &ours))
	for _, it := range ours.Inclusion {
		leaf := tlog.RecordHash(entries[it.Index])
		proof := tlog.RecordProof(hashes(it.Proof))
		check("an inclusion proof", tlog.CheckRecord(proof, size, tree.Hash, it.Index, leaf))
		theirs, err := tlog.ProveRecord(size, it.Index, reader)
		check("the proof of package tlog", err)
		same("inclusion", proof, theirs)
		// A check that cannot fail would say nothing.
		if tlog.CheckRecord(proof, size, tree.Hash, it.Index, tlog.RecordHash([]byte("other"))) == nil {
			fail("the proof holds for another line")
		}
	}
	for _, it := range ours.Consistency {
		proof := tlog.TreeProof(hashes(it.Proof))
		check("a consistency proof", tlog.CheckTree(proof, size, tree.Hash, it.Old, hash(it.Root)))
		theirs, err := tlog.ProveTree(size, it.Old, reader)
		check("the proof of package tlog", err)
		same("consistency", proof, theirs)
		if it.Old != size && tlog.CheckTree(proof, size, tree.Hash, it.Old, tlog.RecordHash([]byte("other"))) == nil {
			fail("the proof holds for another past")
		}
	}

	summary := map[string]interface{}{
		"origin":       logKey.Name(),
		"size":         size,
		"cosigned_by":  names,
		"inclusions":   len(ours.Inclusion),
		"consistences": len(ours.Consistency),
	}
	check("the summary", json.NewEncoder(os.Stdout).Encode(summary))
}

// bundles reads the lines of the record.
func bundles(dir string, size int64) [][]byte {
	var entries [][]byte
	for start := int64(0); start < size; start += 1 << tileHeight {
		width := size - start
		if width > 1<<tileHeight {
			width = 1 << tileHeight
		}
		tile := tlog.Tile{H: tileHeight, L: 0, N: start >> tileHeight, W: int(width)}
		path := strings.Replace(tile.Path(), fmt.Sprintf("tile/%d/0/", tileHeight), "tile/entries/", 1)
		rest := []byte(read(dir, path))
		for len(rest) > 0 {
			if len(rest) < 2 || len(rest) < 2+int(binary.BigEndian.Uint16(rest)) {
				fail("a bundle is torn")
			}
			end := 2 + int(binary.BigEndian.Uint16(rest))
			entries = append(entries, rest[2:end])
			rest = rest[end:]
		}
	}
	return entries
}

func same(what string, ours, theirs interface{}) {
	if fmt.Sprint(ours) != fmt.Sprint(theirs) {
		fail("package tlog makes another " + what + " proof")
	}
}

func hashes(texts []string) []tlog.Hash {
	list := []tlog.Hash{}
	for _, text := range texts {
		list = append(list, hash(text))
	}
	return list
}

func hash(text string) tlog.Hash {
	parsed, err := tlog.ParseHash(text)
	check("a hash", err)
	return parsed
}

func read(dir, name string) string {
	content, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
	check(name, err)
	return string(content)
}

func check(what string, err error) {
	if err != nil {
		fail(fmt.Sprintf("%s: %v", what, err))
	}
}

func fail(what string) {
	fmt.Fprintln(os.Stderr, what)
	os.Exit(1)
}
