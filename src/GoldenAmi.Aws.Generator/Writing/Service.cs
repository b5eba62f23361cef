using GoldenAmi.Aws.Generator.Reading;

namespace GoldenAmi.Aws.Generator.Writing;

/// <summary>A structure that becomes a class.</summary>
/// <param name="ClassName">For example <c>CreateImageRequest</c>.</param>
/// <param name="Shape">Its shape; for an operation that takes or answers nothing, one without members.</param>
internal sealed record ServiceClass(string ClassName, ApiShape Shape);

/// <summary>The part of a model that <c>services.json</c> asks for.</summary>
internal sealed class Service
{
    private readonly HashSet<string> _seen = [];

    public Service(ServiceChoice choice, ApiModel model)
    {
        Choice = choice;
        Model = model;
        Operations = [.. choice.Operations.Order(StringComparer.Ordinal).Select(FindOperation)];
        Requests = [.. Operations.Select(each => new ServiceClass(each.Name + "Request", ShapeOf(each.Input, each.Name + "Request")))];
        Responses = [.. Operations.Select(each => new ServiceClass(each.Name + "Response", ShapeOf(each.Output, each.Name + "Response")))];
        Sent = Reach(Requests);
        Received = Reach(Responses);
        Exceptions = [.. Operations.SelectMany(each => each.Errors).Distinct().Order(StringComparer.Ordinal).Select(Shape)];
        foreach (var exception in Exceptions.Where(each => each.Members.Any(member => !member.Name.Equals("message", StringComparison.OrdinalIgnoreCase))))
        {
            throw new ModelException($"error '{exception.Name}' has members beside its message, which the generator does not write yet.");
        }
    }

    public ServiceChoice Choice { get; }

    public ApiModel Model { get; }

    public IReadOnlyList<ApiOperation> Operations { get; }

    public IReadOnlyList<ServiceClass> Requests { get; }

    public IReadOnlyList<ServiceClass> Responses { get; }

    /// <summary>Shapes below the requests, sorted by name.</summary>
    public IReadOnlyList<ApiShape> Sent { get; }

    /// <summary>Shapes below the responses, sorted by name.</summary>
    public IReadOnlyList<ApiShape> Received { get; }

    /// <summary>Errors of the operations, sorted by name.</summary>
    public IReadOnlyList<ApiShape> Exceptions { get; }

    /// <summary>Structures below requests and responses.</summary>
    public IEnumerable<ServiceClass> Structures => Below("structure").Select(shape => new ServiceClass(shape.Name, shape));

    public IEnumerable<ApiShape> Enumerations => Below("string").Where(shape => shape.Values.Count > 0);

    /// <summary><c>global::Amazon.Imagebuilder.Model.</c>.</summary>
    public string ModelPrefix => $"global::{Choice.Namespace}.Model.";

    public ApiShape Shape(string name) =>
        Model.Shapes.TryGetValue(name, out var shape) ? shape : throw new ModelException($"{Choice.Model}: the shape '{name}' is not in the model.");

    public string PropertyName(ServiceClass owner, ApiMember member)
    {
        var name = Choice.Renames.TryGetValue($"{owner.Shape.Name}.{member.Name}", out var renamed) ? renamed : Naming.Property(member.Name);
        return name != owner.ClassName
            ? name
            : throw new ModelException($"{Choice.Model}: '{owner.ClassName}.{member.Name}' would be a member named as its class; give it a name in 'renames'.");
    }

    /// <summary>True when the member is milliseconds on the wire and a time in C#.</summary>
    public bool IsEpochMilliseconds(ServiceClass owner, ApiMember member) =>
        Choice.EpochMilliseconds.Contains($"{owner.Shape.Name}.{member.Name}");

    private IEnumerable<ApiShape> Below(string type) =>
        Sent.Concat(Received).Where(shape => shape.Type == type).DistinctBy(shape => shape.Name).OrderBy(shape => shape.Name, StringComparer.Ordinal);

    private ApiOperation FindOperation(string name) =>
        Model.Operations.TryGetValue(name, out var operation)
            ? operation
            : throw new ModelException($"{Choice.Model}: the operation '{name}' is not in the model.");

    private ApiShape ShapeOf(string? name, string className) => name is null ? new ApiShape(className, "structure") : Shape(name);

    private List<ApiShape> Reach(IEnumerable<ServiceClass> roots)
    {
        _seen.Clear();
        foreach (var member in roots.SelectMany(root => root.Shape.Members))
        {
            Visit(member.Shape);
        }

        return [.. _seen.Order(StringComparer.Ordinal).Select(Shape)];
    }

    private void Visit(string name)
    {
        if (!_seen.Add(name))
        {
            return;
        }

        var shape = Shape(name);
        foreach (var below in shape.Members.Select(member => member.Shape).Concat(shape.Element is null ? [] : [shape.Element.Shape]))
        {
            Visit(below);
        }
    }
}
