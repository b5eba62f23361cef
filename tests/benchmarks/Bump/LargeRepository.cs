using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace GoldenAmi.Benchmarks.Bump;

/// <summary>A repository whose text does not repeat soon, so that it packs as code does; every thousandth file names two old ids.</summary>
internal static class LargeRepository
{
    private const int FileBytes = 10_400;

    public static void Make(string folder, int files)
    {
        Directory.CreateDirectory(folder);
        Git(folder, "init", "--quiet", "--initial-branch=main");
        Git(folder, "config", "core.compression", "1");
        Git(folder, "config", "user.name", "Benchmark");
        Git(folder, "config", "user.email", "benchmark@example.com");
        using (var import = Process.Start(new ProcessStartInfo("git", ["fast-import", "--quiet", "--done"]) { WorkingDirectory = folder, RedirectStandardInput = true })!)
        {
            using (var output = new StreamWriter(import.StandardInput.BaseStream, new UTF8Encoding(false), 1 << 20))
            {
                Write(output, files);
            }

            import.WaitForExit();
        }

        Git(folder, "reset", "--quiet", "--hard", "main");

        // Files as old as the index are compared byte by byte each time; a status a second later writes the index anew
        Thread.Sleep(TimeSpan.FromSeconds(2));
        Git(folder, "status", "--porcelain", "--untracked-files=no");
    }

    private static void Write(StreamWriter output, int files)
    {
        var random = new Random(1);
        var words = Enumerable.Range(0, 5_000).Select(_ => Word(random)).ToArray();
        string Any() => words[random.Next(words.Length)];
        var lines = Enumerable.Range(0, 20_000).Select(_ => $"  {Any()} = \"{Any()}\" # {Any()} {Any()} {Any()} {Any()}\n").ToArray();
        output.Write("commit refs/heads/main\ncommitter Benchmark <benchmark@example.com> 1700000000 +0000\ndata 1\nx\n");
        var content = new StringBuilder();
        for (var file = 0; file < files; file++)
        {
            content.Clear();
            content.Append(file % 1_000 == 0 ? string.Concat(OneBump.Olds.Select(old => $"ami = \"{old}\"\n")) : "");
            for (var line = random.Next(lines.Length); content.Length < FileBytes; line += 7_919)
            {
                content.Append(lines[line % lines.Length]);
            }

            output.Write(string.Create(CultureInfo.InvariantCulture, $"M 100644 inline d{file % 100}/e{file / 100 % 10}/f{file}.tf\ndata {content.Length}\n{content}\n"));
        }

        output.Write("done\n");
    }

    private static string Word(Random random)
    {
        var word = new char[random.Next(2, 12)];
        for (var at = 0; at < word.Length; at++)
        {
            word[at] = (char)('a' + random.Next(26));
        }

        return new string(word);
    }

    private static void Git(string folder, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = folder })!;
        process.WaitForExit();
    }
}
