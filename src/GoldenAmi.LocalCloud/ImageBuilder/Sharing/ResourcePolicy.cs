using System.Text.Json;
using System.Text.Json.Nodes;
using GoldenAmi.LocalCloud.Protocol;

namespace GoldenAmi.LocalCloud.ImageBuilder.Sharing;

/// <summary>A resource policy: which accounts may do what with one component, image or image recipe. The language is IAM's (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html), as far as it names accounts.</summary>
internal sealed class ResourcePolicy
{
    private readonly IReadOnlyList<Statement> _statements;

    private ResourcePolicy(IReadOnlyList<Statement> statements) => _statements = statements;

    /// <summary>Reads a policy; what this class cannot judge is refused, so that nobody is let in or kept out by mistake.</summary>
    /// <exception cref="AwsErrorException">InvalidParameterValueException.</exception>
    public static ResourcePolicy Parse(string text)
    {
        JsonNode? json;
        try
        {
            json = JsonNode.Parse(text);
        }
        catch (JsonException problem)
        {
            throw BuilderErrors.Value("policy", $"The policy is not JSON: {problem.Message}");
        }

        var statements = json?["Statement"] switch
        {
            JsonArray many => many.OfType<JsonObject>().ToList(),
            JsonObject one => [one],
            _ => [],
        };
        return statements.Count == 0 ? throw BuilderErrors.Value("policy", "The policy has no Statement.") : new ResourcePolicy([.. statements.Select(Read)]);
    }

    /// <summary>A statement that denies is stronger than any that allows.</summary>
    /// <param name="action">For example <c>imagebuilder:GetComponent</c>.</param>
    public bool Admits(string account, string action, string arn)
    {
        var meant = _statements.Where(each => each.Means(account, action, arn)).ToList();
        return meant.Count > 0 && meant.TrueForAll(each => each.IsAllowed);
    }

    private static Statement Read(JsonObject statement)
    {
        var effect = statement.Text("Effect");
        string[] served = ["Sid", "Effect", "Principal", "Action", "Resource"];
        if (statement.Select(each => each.Key).FirstOrDefault(key => !served.Contains(key)) is { } unknown)
        {
            throw BuilderErrors.NotServed($"the element {unknown} of a resource policy");
        }

        if (effect is not ("Allow" or "Deny"))
        {
            throw BuilderErrors.Value("policy", "A statement's Effect is Allow or Deny.");
        }

        var principals = statement["Principal"] is JsonObject kinds ? Texts(kinds["AWS"]) : Texts(statement["Principal"]);
        var (actions, resources) = (Texts(statement["Action"]), Texts(statement["Resource"]));
        return principals.Count == 0 || actions.Count == 0 || resources.Count == 0
            ? throw BuilderErrors.Value("policy", "A statement has a Principal that names accounts (AWS), an Action and a Resource.")
            : new Statement(effect == "Allow", principals, actions, resources);
    }

    private static List<string> Texts(JsonNode? node) => node switch
    {
        JsonArray many => [.. many.Select(each => each?.GetValueKind() == JsonValueKind.String ? each.GetValue<string>() : "")],
        JsonValue one when one.GetValueKind() == JsonValueKind.String => [one.GetValue<string>()],
        _ => [],
    };

    private sealed record Statement(bool IsAllowed, IReadOnlyList<string> Principals, IReadOnlyList<string> Actions, IReadOnlyList<string> Resources)
    {
        public bool Means(string account, string action, string arn) =>
            Principals.Any(each => each == "*" || each == account || each == $"arn:aws:iam::{account}:root")
            && Actions.Any(each => each is "*" or "imagebuilder:*" || string.Equals(each, action, StringComparison.OrdinalIgnoreCase))
            && Resources.Any(each => each == "*" || each == arn);
    }
}
