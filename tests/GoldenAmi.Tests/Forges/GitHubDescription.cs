using System.Text.Json;
using GoldenAmi.Processes;

namespace GoldenAmi.Tests.Forges;

/// <summary>GitHub's published OpenAPI description (npm package @octokit/openapi, installed here when it is lacking), against which requests and answers are held.</summary>
internal sealed class GitHubDescription
{
    private const string Package = "@octokit/openapi@23.0.2";
    private static readonly Lazy<GitHubDescription> Loaded = new(Load);
    private readonly JsonElement _root;
    private readonly List<(string[] Names, JsonElement Path)> _paths;

    private GitHubDescription(JsonElement root)
    {
        _root = root;
        _paths = [.. root.GetProperty("paths").EnumerateObject().Select(path => (path.Name.Split('/'), path.Value))];
    }

    public static GitHubDescription Instance => Loaded.Value;

    /// <summary>What is wrong with a request, or null.</summary>
    public string? Check(string method, string path, string query, string? body)
    {
        if (FindOperation(method, path) is not { } operation)
        {
            return $"GitHub has no operation {method} {path}";
        }

        var parameters = operation.TryGetProperty("parameters", out var list) ? list.EnumerateArray().Select(Resolve).ToList() : [];
        var known = parameters.Where(parameter => parameter.GetProperty("in").GetString() == "query").ToDictionary(parameter => parameter.GetProperty("name").GetString()!);
        foreach (var pair in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var name = Uri.UnescapeDataString(pair.Split('=')[0]);
            if (!known.TryGetValue(name, out var parameter))
            {
                return $"{method} {path} has no parameter '{name}'";
            }

            if (parameter.GetProperty("schema").TryGetProperty("enum", out var words) && !words.EnumerateArray().Any(word => word.GetString() == pair.Split('=')[1]))
            {
                return $"{method} {path} does not take '{pair}'";
            }
        }

        if (!operation.TryGetProperty("requestBody", out var described))
        {
            return body is null ? null : $"{method} {path} takes no body";
        }

        if (body is null)
        {
            return described.TryGetProperty("required", out var needed) && needed.GetBoolean() ? $"{method} {path} needs a body" : null;
        }

        using var json = JsonDocument.Parse(body);
        return CheckValue(json.RootElement, described.GetProperty("content").GetProperty("application/json").GetProperty("schema"), $"{method} {path}", strict: true);
    }

    /// <summary>What is wrong with a fake's answer, or null: it may leave members out, and invents none.</summary>
    public string? CheckAnswer(string method, string path, int status, string body)
    {
        var responses = FindOperation(method, path)!.Value.GetProperty("responses");
        if (!responses.TryGetProperty($"{status}", out var response))
        {
            return $"{method} {path} never answers {status}";
        }

        response = Resolve(response);
        if (body.Length == 0 || status >= 400 || !response.TryGetProperty("content", out var content))
        {
            return null;
        }

        using var json = JsonDocument.Parse(body);
        return CheckValue(json.RootElement, content.GetProperty("application/json").GetProperty("schema"), $"answer of {method} {path}", strict: false);
    }

    private string? CheckValue(JsonElement value, JsonElement schema, string where, bool strict)
    {
        schema = Resolve(schema);
        foreach (var choice in new[] { "oneOf", "anyOf" })
        {
            if (schema.TryGetProperty(choice, out var choices))
            {
                var problems = choices.EnumerateArray().Select(candidate => CheckValue(value, candidate, where, strict)).ToList();
                if (problems.Contains(null))
                {
                    return null;
                }

                if (!schema.TryGetProperty("properties", out _))
                {
                    return problems[0];
                }
            }
        }

        if (schema.TryGetProperty("allOf", out var all))
        {
            return all.EnumerateArray().Select(part => CheckValue(value, part, where, strict)).FirstOrDefault(problem => problem is not null);
        }

        if (value.ValueKind == JsonValueKind.Null)
        {
            return schema.TryGetProperty("nullable", out var nullable) && nullable.GetBoolean() ? null : $"{where} may not be null";
        }

        return TypeOf(schema) switch
        {
            "object" => CheckObject(value, schema, where, strict),
            "array" => value.ValueKind != JsonValueKind.Array ? $"{where} is no array"
                : value.EnumerateArray().Select((item, index) => CheckValue(item, schema.GetProperty("items"), $"{where}[{index}]", strict)).FirstOrDefault(problem => problem is not null),
            "string" => value.ValueKind != JsonValueKind.String ? $"{where} is no string"
                : schema.TryGetProperty("enum", out var words) && !words.EnumerateArray().Any(word => word.GetString() == value.GetString()) ? $"{where} does not take '{value}'" : null,
            "integer" or "number" => value.ValueKind == JsonValueKind.Number ? null : $"{where} is no number",
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : $"{where} is no boolean",
            _ => null,
        };
    }

    private string? CheckObject(JsonElement value, JsonElement schema, string where, bool strict)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return $"{where} is no object";
        }

        if (strict && schema.TryGetProperty("required", out var required)
            && required.EnumerateArray().FirstOrDefault(name => !value.TryGetProperty(name.GetString()!, out _)) is { ValueKind: JsonValueKind.String } missing)
        {
            return $"{where} lacks '{missing}'";
        }

        if (!schema.TryGetProperty("properties", out var properties))
        {
            return null;
        }

        foreach (var member in value.EnumerateObject())
        {
            if (!properties.TryGetProperty(member.Name, out var described))
            {
                return $"{where} has no member '{member.Name}'";
            }

            if (CheckValue(member.Value, described, $"{where}.{member.Name}", strict) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    private static string? TypeOf(JsonElement schema) =>
        schema.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String ? type.GetString() : schema.TryGetProperty("properties", out _) ? "object" : null;

    private JsonElement? FindOperation(string method, string path)
    {
        var names = path.Split('/');
        // '/git/ref/{ref}' takes a name with slashes
        var found = _paths.Where(candidate => Fits(candidate.Names, names)).OrderBy(candidate => candidate.Names.Count(name => name.StartsWith('{'))).FirstOrDefault();
        return found.Names is not null && found.Path.TryGetProperty(method.ToLowerInvariant(), out var operation) ? operation : null;
    }

    private static bool Fits(string[] pattern, string[] names) =>
        (pattern.Length == names.Length || (pattern[^1] is "{ref}" or "{basehead}" && names.Length > pattern.Length))
        && pattern.Zip(names).All(pair => pair.First == pair.Second || (pair.First.StartsWith('{') && pair.Second.Length > 0));

    private JsonElement Resolve(JsonElement element)
    {
        while (element.ValueKind == JsonValueKind.Object && element.TryGetProperty("$ref", out var reference))
        {
            element = reference.GetString()!.Split('/').Skip(1).Aggregate(_root, (at, name) => at.GetProperty(name));
        }

        return element;
    }

    private static GitHubDescription Load()
    {
        var tests = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(tests.FullName, "GoldenAmi.Action.sln")))
        {
            tests = tests.Parent ?? throw new DirectoryNotFoundException("The tests run in the repository.");
        }

        var folder = Path.Combine(tests.FullName, "tests");
        var file = Path.Combine(folder, "node_modules/@octokit/openapi/generated/api.github.com.json");
        if (!File.Exists(file))
        {
            var npm = new ProcessSpec("npm", ["install", "--prefix", folder, "--no-save", "--no-package-lock", "--no-audit", "--no-fund", Package]) { Timeout = TimeSpan.FromMinutes(4) };
            var result = new ProcessRunner(TimeProvider.System).RunAsync(npm, CancellationToken.None).GetAwaiter().GetResult();
            Assert.True(result.Succeeded, $"npm install {Package}: {result.Output}{result.Error}");
        }

        return new GitHubDescription(JsonDocument.Parse(File.ReadAllBytes(file)).RootElement);
    }
}
