using System.Globalization;
using GoldenAmi.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace GoldenAmi.Yaml;

/// <summary>
/// Reads YAML text into <see cref="Node"/>s by events. Hostile text gives one problem: size, depth, aliases and tags are bounded
/// before anything is built from them.
/// </summary>
internal sealed class NodeTree
{
    private readonly SourceText _source;
    private readonly DocumentRules _rules;
    private readonly ProblemList _problems;
    private readonly Parser _parser;

    private NodeTree(SourceText source, DocumentRules rules, ProblemList problems)
    {
        _source = source;
        _rules = rules;
        _problems = problems;
        _parser = new Parser(new StringReader(source.Text));
    }

    /// <summary>The document's root, or null when the text is no YAML document; the reason is then in <paramref name="problems"/>.</summary>
    public static Node? Read(SourceText source, DocumentRules rules, ProblemList problems)
    {
        if (!IsReadableText(source, rules, problems))
        {
            return null;
        }

        try
        {
            return new NodeTree(source, rules, problems).ReadDocument();
        }
        catch (YamlException failure)
        {
            var place = source.Place(failure.Start.Line, failure.Start.Column);
            problems.Add(rules.Codes.NotYaml, place, $"The text is not valid YAML: {Reason(failure)}", "mend the YAML at this place.");
        }
        catch (Exception failure) when (failure is ArgumentException or InvalidOperationException or FormatException or OverflowException or IndexOutOfRangeException)
        {
            // YamlDotNet lets these out for some escapes and directives that are no YAML.
            problems.Add(rules.Codes.NotYaml, source.Start, "The text is not valid YAML: it has an escape or directive that cannot be read.", "mend the YAML.");
        }
        catch (UserErrorException refused)
        {
            problems.Add(refused.Diagnostics[0]);
        }

        return null;
    }

    private static bool IsReadableText(SourceText source, DocumentRules rules, ProblemList problems)
    {
        var bytes = source.Text.Length > rules.MaxBytes ? source.Text.Length : System.Text.Encoding.UTF8.GetByteCount(source.Text);
        if (bytes > rules.MaxBytes)
        {
            problems.Add(
                rules.Codes.TooLarge,
                source.Start,
                string.Create(CultureInfo.InvariantCulture, $"The {rules.Name} is larger than {rules.MaxBytes} bytes, {rules.MaxBytesReason}."),
                rules.TooLargeFix);
            return false;
        }

        var odd = source.Text.AsSpan().IndexOfAnyExceptInRange(' ', '\uFFFC');
        while (odd >= 0 && source.Text[odd] is '\t' or '\n' or '\r')
        {
            var next = source.Text.AsSpan(odd + 1).IndexOfAnyExceptInRange(' ', '\uFFFC');
            odd = next < 0 ? -1 : odd + 1 + next;
        }

        if (odd >= 0)
        {
            problems.Add(
                rules.Codes.NotText,
                source.PlaceAt(odd),
                string.Create(CultureInfo.InvariantCulture, $"The {rules.Name} holds the character U+{(int)source.Text[odd]:X4}, so it is not a YAML text in UTF-8."),
                "give a YAML text in UTF-8.");
            return false;
        }

        return true;
    }

    private Node? ReadDocument()
    {
        _parser.Consume<StreamStart>();
        if (!_parser.TryConsume<DocumentStart>(out _))
        {
            AddEmpty();
            return null;
        }

        var root = ReadNode(depth: 1);
        _parser.Consume<DocumentEnd>();
        if (_parser.TryConsume<DocumentStart>(out var second))
        {
            throw Refuse(
                _rules.Codes.NotYaml, second.Start, $"A second YAML document begins here; a {_rules.Holds} is one document.", $"put each {_rules.Holds} into a file of its own.");
        }

        if (root is TextNode { IsNull: true })
        {
            AddEmpty();
            return null;
        }

        return root;
    }

    private void AddEmpty() =>
        _problems.Add(_rules.Codes.Empty, _source.Start, $"The {_rules.Name} is empty.", _rules.EmptyFix);

    private Node ReadNode(int depth)
    {
        if (_parser.Accept<AnchorAlias>(out var alias))
        {
            throw Refuse(
                _rules.Codes.Alias, alias.Start, $"The alias '*{ProblemList.Short(alias.Value.Value)}' is not allowed; {_rules.Name}s are read without aliases.", "write the value out.");
        }

        if (_parser.TryConsume<Scalar>(out var scalar))
        {
            return ReadText(scalar);
        }

        if (depth > _rules.MaxDepth)
        {
            throw Refuse(
                _rules.Codes.TooDeep, _parser.Current?.Start ?? Mark.Empty, $"The YAML is nested more than {_rules.MaxDepth} levels deep.", $"no {_rules.Holds} needs this depth: check the brackets.");
        }

        return _parser.TryConsume<SequenceStart>(out var sequence) ? ReadList(sequence, depth) : ReadMap(_parser.Consume<MappingStart>(), depth);
    }

    private TextNode ReadText(Scalar scalar) =>
        new(scalar.Value, scalar.Style == ScalarStyle.Plain, _source.Place(scalar.Start.Line, scalar.Start.Column));

    private ListNode ReadList(SequenceStart start, int depth)
    {
        var items = new List<Node>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(ReadNode(depth + 1));
        }

        return new ListNode(items, _source.Place(start.Start.Line, start.Start.Column));
    }

    private MapNode ReadMap(MappingStart start, int depth)
    {
        var entries = new List<MapEntry>();
        var keys = new Dictionary<string, SourcePlace>(StringComparer.Ordinal);
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var keyStart = _parser.Current?.Start ?? Mark.Empty;
            if (ReadNode(depth + 1) is not TextNode key)
            {
                throw Refuse(
                    _rules.Codes.NotYaml, keyStart, "A key is a list or a map; keys are texts.", "put a text before the colon, and quote a value that begins with '{{'.");
            }

            var value = ReadNode(depth + 1);
            if (keys.TryAdd(key.Value, key.Place))
            {
                entries.Add(new MapEntry(key, value));
            }
            else
            {
                _problems.Add(
                    _rules.Codes.DuplicateKey, key.Place, $"The key '{ProblemList.Short(key.Value)}' stands twice in this map, first in line {keys[key.Value].Line}.", "remove one of the two.");
            }
        }

        return new MapNode(entries, _source.Place(start.Start.Line, start.Start.Column));
    }

    // YamlDotNet's message repeats the marks: "(Line: 3, Col: 1, Idx: 20) - (Line: 3, …): While parsing a block mapping, …".
    private static string Reason(YamlException failure)
    {
        var text = failure.Message;
        var end = text.StartsWith('(') ? text.LastIndexOf("): ", StringComparison.Ordinal) : -1;
        return ProblemList.Short(end < 0 ? text : text[(end + 3)..]).TrimEnd('.') + ".";
    }

    private UserErrorException Refuse(string code, Mark mark, string message, string fix) =>
        new(Ending.Usage, new Diagnostic(code, message, _source.Place(mark.Line, mark.Column), fix));
}
