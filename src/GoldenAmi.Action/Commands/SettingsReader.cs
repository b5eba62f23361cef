using System.Text.RegularExpressions;
using GoldenAmi.Builds;
using GoldenAmi.Diagnostics;
using GoldenAmi.Identifiers;

namespace GoldenAmi.Action.Commands;

/// <summary>Turns the text of an <see cref="Invocation"/> into <see cref="Settings"/>.</summary>
internal sealed partial class SettingsReader
{
    private readonly Invocation _invocation;
    private readonly List<Diagnostic> _problems = [];

    private SettingsReader(Invocation invocation) => _invocation = invocation;

    /// <exception cref="UserErrorException">GA0602 and GA0604: every wrong value at once.</exception>
    public static Settings Read(Invocation invocation)
    {
        var reader = new SettingsReader(invocation);
        var settings = reader.Read();
        return reader._problems.Count > 0 ? throw new UserErrorException(Ending.Usage, reader._problems) : settings;
    }

    private Settings Read()
    {
        var region = Text(OptionTable.Region) is { } name ? ReadRegion(name) : null;
        var roles = Lines(OptionTable.Role).Select(role => Matching(OptionTable.Role, role, RoleArn(), "the ARN of a role, arn:aws:iam::111122223333:role/name")).ToList();
        var settings = new Settings
        {
            Recipes = Lines(OptionTable.Recipe),
            Region = region,
            Role = roles.FirstOrDefault(),
            ChainedRoles = [.. roles.Skip(1)],
            SessionTags = ReadSessionTags(),
            AllowedAccounts = [.. Lines(OptionTable.AllowedAccounts).Select(account => Matching(OptionTable.AllowedAccounts, account, Account(), "the id of an AWS account, twelve digits"))],
            RoleSessionName = Matching(OptionTable.RoleSessionName, Text(OptionTable.RoleSessionName) ?? "golden-ami", SessionName(), "2 to 64 letters, digits or +=,.@-_"),
            Audience = Text(OptionTable.Audience) ?? "sts.amazonaws.com",
            Wait = Flag(OptionTable.Wait),
            Timeout = ReadDuration(OptionTable.Timeout, TimeSpan.FromSeconds(1), TimeSpan.FromDays(7), "a duration from 1s to 168h, for example 90m or 2h30m"),
            OnCancel = Choice<OnCancel>(OptionTable.OnCancel),
            Force = Flag(OptionTable.Force),
            Frozen = Flag(OptionTable.Frozen),
            Write = Flag(OptionTable.Write),
            Propose = Flag(OptionTable.Propose),
            Adopt = Flag(OptionTable.Adopt),
            Parallel = ReadParallel(Text(OptionTable.Parallel) ?? OptionTable.Parallel.Default),
            ExitCode = Flag(OptionTable.ExitCode),
            Yes = Flag(OptionTable.Yes),
            DryRun = Flag(OptionTable.DryRun),
            Bump = Choice<BumpWish>(OptionTable.Bump),
            Channels = Lines(OptionTable.Channel),
            Token = Text(OptionTable.Token) is { } token ? new SecretText(token) : null,
            To = Text(OptionTable.To) is { } version ? Matching(OptionTable.To, version, Version(), "a version of the image, for example 1.3.2") : null,
            Local = Flag(OptionTable.Local),
            EndpointUrl = Text(OptionTable.EndpointUrl) is { } url ? ReadUrl(url) : null,
            Port = ReadPort(Text(OptionTable.Port) ?? OptionTable.Port.Default),
            Machines = Choice<MachineKind>(OptionTable.Machines),
            State = Text(OptionTable.State) ?? OptionTable.State.Default,
            Faults = Text(OptionTable.Faults),
            Findings = Text(OptionTable.Findings),
            Parents = Text(OptionTable.Parents),
            Pace = ReadDuration(OptionTable.Pace, TimeSpan.Zero, TimeSpan.FromHours(1), "a duration from 0s to 1h, for example 5s"),
            Boot = Text(OptionTable.Boot),
            Json = Flag(OptionTable.Json),
            Verbose = Flag(OptionTable.Verbose),
        };
        CheckTogether(settings);
        return settings;
    }

    /// <summary>Options that contradict each other, or that only mean something beside another.</summary>
    private void CheckTogether(Settings settings)
    {
        foreach (var option in new[] { OptionTable.RoleSessionName, OptionTable.RoleSessionTags, OptionTable.Audience })
        {
            if (settings.Role is null && Text(option) is not null)
            {
                _problems.Add(new(ErrorCode.OptionNotObeyed, $"{Form(option)} means something only together with {Form(OptionTable.Role)}.", null,
                    $"give {Form(OptionTable.Role)} too, or leave it out."));
            }
        }

        foreach (var option in new[] { OptionTable.Role, OptionTable.EndpointUrl })
        {
            if (settings.Local && Text(option) is not null)
            {
                _problems.Add(new(ErrorCode.OptionNotObeyed, $"{Form(option)} does nothing together with {Form(OptionTable.Local)}, which asks no AWS account.", null,
                    "leave one of the two out."));
            }
        }

        foreach (var (option, isGiven) in new[] { (OptionTable.Write, settings.Write), (OptionTable.Propose, settings.Propose) })
        {
            if (settings.Adopt && isGiven)
            {
                _problems.Add(new(ErrorCode.OptionNotObeyed, $"{Form(option)} cannot be given together with {Form(OptionTable.Adopt)}: one is about the lock, the other about the release.", null,
                    "run check twice."));
            }
        }

        if (settings.Local && !settings.Wait)
        {
            _problems.Add(new(ErrorCode.OptionNotObeyed, $"{Form(OptionTable.Wait)} cannot be false together with {Form(OptionTable.Local)}: the machines end with this program.", null,
                "leave one of the two out."));
        }
    }

    private string Form(ProgramOption option) => _invocation.Form(option);

    private string? Text(ProgramOption option) => _invocation.Given.TryGetValue(option.Name, out var value) && value.Trim().Length > 0 ? value.Trim() : null;

    private string[] Lines(ProgramOption option) =>
        (Text(option) ?? option.Default).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private bool Flag(ProgramOption option)
    {
        // The spellings of YAML's core schema, which is what GitHub's own actions accept
        switch (Text(option) ?? option.Default)
        {
            case "true" or "True" or "TRUE":
                return true;
            case "false" or "False" or "FALSE":
                return false;
            case var other:
                _problems.Add(WrongValue(option, other, "true or false", NearMiss.Find(other, ["true", "false"])));
                return false;
        }
    }

    private T Choice<T>(ProgramOption option)
        where T : struct, Enum
    {
        var text = Text(option) ?? option.Default;
        if (option.Values.Contains(text, StringComparer.Ordinal) && Enum.TryParse<T>(text.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var value))
        {
            return value;
        }

        _problems.Add(WrongValue(option, text, $"one of {string.Join(", ", option.Values)}", NearMiss.Find(text, option.Values)));
        return default;
    }

    private Region? ReadRegion(string text)
    {
        if (Region.TryParse(text, out var region))
        {
            return region;
        }

        _problems.Add(WrongValue(OptionTable.Region, text, "the name of an AWS region, for example eu-west-1", null));
        return null;
    }

    private string Matching(ProgramOption option, string text, Regex form, string rule)
    {
        if (!form.IsMatch(text))
        {
            _problems.Add(WrongValue(option, text, rule, null));
        }

        return text;
    }

    private SortedDictionary<string, string> ReadSessionTags()
    {
        var tags = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in Lines(OptionTable.RoleSessionTags))
        {
            // Limits of STS: "Passing session tags" in the IAM User Guide
            var (key, value) = line.Split('=', 2) is [var left, var right] ? (left.Trim(), right.Trim()) : ("", "");
            if (key.Length is 0 or > 128 || value.Length > 256 || !tags.TryAdd(key, value) || tags.Count > 50)
            {
                _problems.Add(WrongValue(OptionTable.RoleSessionTags, line, "key=value, each key once, at most 50 of them, keys up to 128 and values up to 256 characters", null));
            }
        }

        return tags;
    }

    private Uri? ReadUrl(string text)
    {
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
        {
            return url;
        }

        _problems.Add(WrongValue(OptionTable.EndpointUrl, text, "a URL that begins with http:// or https://", null));
        return null;
    }

    private int ReadPort(string text)
    {
        if (text.Length <= 5 && text.All(char.IsAsciiDigit) && int.Parse(text, provider: null) is var port and <= 65535)
        {
            return port;
        }

        _problems.Add(WrongValue(OptionTable.Port, text, "a port from 1 to 65535, or 0 for any that is free", null));
        return 0;
    }

    private int ReadParallel(string text)
    {
        if (text.Length <= 2 && text.All(char.IsAsciiDigit) && int.Parse(text, provider: null) is var number and >= 1 and <= 64)
        {
            return number;
        }

        _problems.Add(WrongValue(OptionTable.Parallel, text, "a whole number from 1 to 64", null));
        return 1;
    }

    private TimeSpan ReadDuration(ProgramOption option, TimeSpan least, TimeSpan most, string rule)
    {
        var text = Text(option) ?? option.Default;
        var match = Duration().Match(text);
        if (match.Success && text.Length > 0)
        {
            var duration = TimeSpan.FromHours(Number("h")) + TimeSpan.FromMinutes(Number("m")) + TimeSpan.FromSeconds(Number("s"));
            if (duration >= least && duration <= most)
            {
                return duration;
            }
        }

        _problems.Add(WrongValue(option, text, rule, null));
        return TimeSpan.Zero;

        int Number(string unit) => match.Groups[unit].Success ? int.Parse(match.Groups[unit].ValueSpan, provider: null) : 0;
    }

    private Diagnostic WrongValue(ProgramOption option, string found, string rule, string? near) =>
        new(ErrorCode.WrongOptionValue, $"{Form(option)} is '{found}'; it must be {rule}.", null, near is null ? $"give {rule}." : $"did you mean '{near}'?");

    [GeneratedRegex(@"^(?:(?<h>[0-9]{1,5})h)?(?:(?<m>[0-9]{1,5})m)?(?:(?<s>[0-9]{1,6})s)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Duration();

    [GeneratedRegex(@"^arn:aws[a-z-]*:iam::[0-9]{12}:role/[A-Za-z0-9_+=,.@/-]{1,576}\z", RegexOptions.CultureInvariant)]
    private static partial Regex RoleArn();

    [GeneratedRegex("^[0-9]{12}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Account();

    [GeneratedRegex(@"^[0-9]{1,10}\.[0-9]{1,10}\.[0-9]{1,10}(?:/[0-9]{1,10})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Version();

    [GeneratedRegex(@"^[A-Za-z0-9_+=,.@-]{2,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex SessionName();
}
