using System.Text;
using GoldenAmi.References;
using static GoldenAmi.Tests.References.TestRepository;

namespace GoldenAmi.Tests.References;

/// <summary>Whatever a file is like: its ids move and every other byte stays, or it is left alone.</summary>
public sealed class AwkwardFileSpecs
{
    private static readonly Encoding Utf16 = new UnicodeEncoding(bigEndian: false, byteOrderMark: true);
    private static readonly Encoding Utf16Big = new UnicodeEncoding(bigEndian: true, byteOrderMark: true);

    /// <summary>Name, and the bytes with one old id in them: the expected bytes are those with the new id in its place.</summary>
    public static TheoryData<string, byte[]> Moved { get; } = new()
    {
        { "CRLF and no last newline", Ascii($"a:\r\n  ami: {OldUs}\r\nz: 1") },
        { "lone CR and tabs", Ascii($"a\r\tami\t{OldUs}\t\rz\r") },
        { "mixed line ends", Ascii($"a\r\nb\n\rc {OldUs}\n\r\n\n\n") },
        { "nothing but the id", Ascii(OldUs) },
        { "UTF-8 with BOM", [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes($"größe: {OldUs} — 漢字 🙂\n")] },
        { "Latin-1", [.. Ascii("gr"), 0xF6, 0xDF, .. Ascii($"e = {OldUs}"), 0xE4, 0x0A] },
        { "invalid UTF-8", [0xC3, 0x28, 0xFF, .. Ascii($" {OldUs} "), 0x80, 0xFE] },
        { "trailing spaces and form feeds", Ascii($"  {OldUs}   \f\v\n   \n\n") },
        { "in a URL", Ascii($"https://console.aws.amazon.com/ec2/home?region=us-east-1#ImageDetails:imageId={OldUs}&x=1\n") },
        { "in an encoded URL", Ascii($"https://example.com/?next=imageId%3D{OldUs}%26x\n") },
        { "in an ARN", Ascii($"arn:aws:ec2:us-east-1::image/{OldUs}\n") },
        { "in a comment", Ascii($"# was built as {OldUs}.\n") },
        { "in JSON in JSON", Ascii($$"""{"userData":"#!/bin/sh\necho\t{{OldUs}}\n","x":"\u003d{{OldUs}}"}""") },
        { "in XML and quotes", Ascii($"<image id='{OldUs}'>{OldUs}</image>\n") },
        { "in a list", Ascii($"[{OldUs},{OldUs},\n {OldUs}]") },
        { "as a shell's default", Ascii($"a=${{AMI:-{OldUs}}} b=${{AMI_2-{OldUs}}} c=${{AMI:={OldUs}}} {{x-}} -\n") },
        { "between tabs", Ascii($"us\t{OldUs}\teu\t\n\t\t{OldUs}\n") },
        { "in a query with a plus", Ascii($"https://example.com/?q=a+{OldUs}+b&ids={OldUs},{OldUs};x\n") },
        { "in a commented block", Ascii($"/*\n * {OldUs}\n */\n-- {OldUs}\n; {OldUs}\nrem {OldUs}\n%{OldUs}\n") },
        { "beside marks that are no ASCII", Encoding.UTF8.GetBytes($"«{OldUs}» “{OldUs}” 漢{OldUs}字\n") },
        { "with trailing zeros of nothing", Ascii($"{OldUs}\n\n\n") },
        { "in a long line without an end", Ascii(new string('x', 300_000) + " " + OldUs + " " + new string('y', 300_000)) },
        { "in a path", Ascii($"/images/{OldUs}/disk.raw\n") },
    };

    public static TheoryData<string, byte[]> Left { get; } = new()
    {
        { "in a longer hexadecimal word", Ascii($"{OldUs}0 {OldUs}f {OldUs}deadbeef\n") },
        { "after what is no shell's default", Ascii($"{{AMI-{OldUs}}} $AMI-{OldUs} ${{A.B-{OldUs}}} -{OldUs}\n") },
        { "in a longer word", Ascii($"my{OldUs} x-{OldUs} {OldUs}-old {OldUs}_1 {OldUs}Z\n") },
        { "as upper case", Ascii(OldUs.ToUpperInvariant()) },
        { "in hexadecimal words before it", Ascii($"deadbeef{OldUs} 0{OldUs} f-{OldUs}\n") },
        { "with an upper case digit", Ascii($"{OldUs[..^1]}A {OldUs}A\n") },
        { "in base64 by accident", Ascii($"QUFBQUFB{OldUs}QUFBQUFB==\n") },
        { "in UTF-16 cut off in the middle of a character", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(OldUs), 0x0A] },
        { "in base64", Ascii(Convert.ToBase64String(Ascii($"ami = {OldUs} # the image")) + "\n") },
        { "in the alphabet of base64 for URLs", Ascii($"aGVsbG8{OldUs}Zm9v\n") },
        { "cut off", Ascii(OldUs[..^1]) },
        { "in binary content", [0x00, 0x01, .. Ascii(OldUs), 0x00] },
        { "in UTF-32", [.. new UTF32Encoding(bigEndian: false, byteOrderMark: true).GetPreamble(), .. Encoding.UTF32.GetBytes(OldUs)] },
        { "in a pointer of Git LFS", Ascii($"version https://git-lfs.github.com/spec/v1\noid sha256:{new string('a', 64)}\nsize 12\nx {OldUs}\n") },
    };

    [Theory]
    [MemberData(nameof(Moved))]
    public async Task The_id_moves_and_every_other_byte_stays(string name, byte[] content)
    {
        using var repository = new TestRepository();
        repository.Write("file", content);
        repository.Commit();

        await repository.CommittedAsync();

        var expected = Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(content).Replace(OldUs, NewUs, StringComparison.Ordinal));
        Assert.NotEqual(content, expected);
        Assert.True(expected.AsSpan().SequenceEqual(repository.OnBranch("file")), name);
    }

    [Theory]
    [MemberData(nameof(Left))]
    public async Task What_is_no_id_of_its_own_is_left_alone(string name, byte[] content)
    {
        using var repository = new TestRepository();
        repository.Write("file", content);
        repository.Commit();

        var result = await repository.BumpAsync();

        Assert.True(result is BumpResult.NothingToChange { WithdrawnBranch: null }, $"{name}: {result}");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Files_in_UTF_16_stay_in_UTF_16(bool bigEndian)
    {
        var encoding = bigEndian ? Utf16Big : Utf16;
        using var repository = new TestRepository();
        string Text(string id) => $"größe\r\n漢字 🙂 \u0a61\u6d00 {id}\r\n";
        repository.Write("file.ps1", [.. encoding.GetPreamble(), .. encoding.GetBytes(Text(OldUs))]);
        repository.Commit();

        var commit = await repository.CommittedAsync();

        Assert.Equal([.. encoding.GetPreamble(), .. encoding.GetBytes(Text(NewUs))], repository.OnBranch("file.ps1"));
        Assert.Equal("file.ps1(2,9)", Assert.Single(Assert.Single(commit.Files).Ids).Place.ToString());
    }

    [Fact]
    public async Task Two_megabytes_of_minified_JSON_move_in_one_line()
    {
        var json = new StringBuilder("{\"map\":[");
        while (json.Length < 2_000_000)
        {
            json.Append("{\"us\":\"").Append(OldUs).Append("\",\"eu\":\"").Append(OldEu).Append("\",\"pad\":\"").Append('é', 100).Append("\"},");
        }

        var content = json.Append("0]}").ToString();
        using var repository = new TestRepository(("big.json", content));

        var commit = await repository.CommittedAsync();

        Assert.Equal(content.Replace(OldUs, NewUs, StringComparison.Ordinal).Replace(OldEu, NewEu, StringComparison.Ordinal), repository.TextOnBranch("big.json"));
        var last = commit.Files[0].Ids[^1];
        Assert.Equal((1, content.LastIndexOf(OldEu, StringComparison.Ordinal) + 1), (last.Place.Line, last.Place.Column));
    }

    [Fact]
    public async Task A_short_id_of_an_old_account_grows()
    {
        using var repository = new TestRepository(("a.yaml", "ami: ami-1a2b3c4d\nend\n"));
        repository.Lineage.Add(Image("web", "us-east-1", "ami-1a2b3c4d"));

        await repository.CommittedAsync();

        Assert.Equal($"ami: {NewUs}\nend\n", repository.TextOnBranch("a.yaml"));
    }

    [Fact]
    public async Task Modes_names_links_and_submodules_stay()
    {
        using var repository = new TestRepository(("run.sh", $"#!/bin/sh\necho {OldUs}\n"), ("with space/ü \"x\"\t.yaml", OldUs), ("-dash", OldUs));
        repository.Run("chmod", "+x", "run.sh");
        repository.Run("ln", "-s", OldUs, "link");
        repository.Git("update-index", "--add", "--cacheinfo", $"160000,{new string('1', 40)},sub");
        repository.Git("add", "run.sh", "link");
        repository.Git("commit", "--quiet", "--message", "links");

        var commit = await repository.CommittedAsync();

        Assert.Equal(["-dash", "run.sh", "with space/ü \"x\"\\t.yaml"], commit.Files.Select(file => file.Path));
        var changes = repository.Git("diff", "--raw", "--no-abbrev", "main", Branch).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, changes.Length);
        Assert.All(changes, change => Assert.Equal(change.Split(' ')[0], ":" + change.Split(' ')[1]));
        Assert.Contains(changes, change => change.StartsWith(":100755 100755", StringComparison.Ordinal) && change.EndsWith("run.sh", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_new_trees_hold_the_old_entries_in_git_s_order()
    {
        using var repository = new TestRepository(
            ("a/b/c/d/e.tf", OldUs), ("a/b/c.tf", OldUs), ("a/b.c/x", "x"), ("a/b-c", "x"), ("a.b", OldUs), ("a0/x", OldUs), ("a-b/x", OldUs), ("z", OldUs), ("a/b/c/d.e/x", "x"), ("same/1", OldUs), ("same2/1", OldUs));

        var commit = await repository.CommittedAsync();

        Assert.Equal(8, commit.Files.Count);
        Assert.Equal(commit.Files.Select(file => file.Path), repository.Git("diff", "--name-only", "main", Branch).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal("", repository.Git("fsck", "--strict", "--no-dangling", "--no-progress"));
    }

    [Fact]
    public async Task Trees_with_ids_of_SHA_256_are_made_as_well()
    {
        using var repository = new TestRepository();
        Directory.Delete(Path.Combine(repository.Folder, ".git"), recursive: true);
        repository.Git("init", "--quiet", "--initial-branch=main", "--object-format=sha256");
        repository.Git("config", "user.name", "Owner");
        repository.Git("config", "user.email", "owner@example.com");
        repository.Write("a/b/c.tf", OldUs);
        repository.Write("a/d.tf", OldUs);
        repository.Commit();

        var tree = await EditedTree.MakeAsync(
            new Git(new GoldenAmi.Processes.ProcessRunner(TimeProvider.System), repository.Folder),
            repository.Git("rev-parse", "HEAD").Trim(),
            [new FileEdit(new TrackedFile("a/b/c.tf", "100644", OldUs), NewUs, [])],
            CancellationToken.None);

        Assert.Equal("a/b/c.tf\n", repository.Git("diff", "--name-only", "main", tree));
        Assert.Equal(NewUs, repository.Git("cat-file", "blob", $"{tree}:a/b/c.tf"));
    }

    [Fact]
    public async Task Attributes_and_conversions_of_the_work_tree_do_not_reach_the_bytes()
    {
        using var repository = new TestRepository();
        var content = Ascii($"$Id$\r\nami {OldUs}\r\n");
        repository.Write("a.txt", content);
        repository.Commit();
        repository.Write(".gitattributes", "*.txt text eol=crlf ident working-tree-encoding=UTF-16\n");
        repository.Git("add", ".gitattributes");
        repository.Git("commit", "--quiet", "--message", "attributes");
        repository.Git("config", "core.autocrlf", "true");

        await repository.CommittedAsync();

        Assert.Equal(Ascii($"$Id$\r\nami {NewUs}\r\n"), repository.OnBranch("a.txt"));
    }

    private static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);
}
