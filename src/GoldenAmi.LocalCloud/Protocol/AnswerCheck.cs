using System.Text.Json;
using System.Text.Json.Nodes;
using GoldenAmi.LocalCloud.Model;

namespace GoldenAmi.LocalCloud.Protocol;

/// <summary>Holds answers to the model: a member that the model does not know, or a value of another type, is a bug of ours and throws.</summary>
internal static class AnswerCheck
{
    public static void Check(ServiceModel model, ServiceOperation operation, JsonObject answer)
    {
        if (operation.Output is { } output)
        {
            Any(model, operation.Name, model.GetShape(output), answer);
        }
        else if (answer.Count > 0)
        {
            throw new InvalidOperationException($"{operation.Name} answers no members, and was to answer {answer.ToJsonString()}.");
        }
    }

    private static void Any(ServiceModel model, string path, Shape shape, JsonNode value)
    {
        switch (shape.Kind, value)
        {
            case (ShapeKind.Structure, JsonObject structure):
                foreach (var (name, member) in structure.Where(each => each.Value is not null))
                {
                    var known = shape.FindMember(name)
                        ?? throw new InvalidOperationException($"{path}: {shape.Name} has no member '{name}'.");
                    Any(model, $"{path}.{name}", model.GetShape(known.ShapeName), member!);
                }

                return;
            case (ShapeKind.List, JsonArray list):
                foreach (var item in list)
                {
                    Any(model, path + "[]", model.GetShape(shape.Element!.ShapeName), item!);
                }

                return;
            case (ShapeKind.Map, JsonObject map):
                foreach (var (key, item) in map)
                {
                    Any(model, $"{path}.{key}", model.GetShape(shape.Element!.ShapeName), item!);
                }

                return;
            default:
                Scalar(path, shape, value);
                return;
        }
    }

    private static void Scalar(string path, Shape shape, JsonNode value)
    {
        var isRight = (shape.Kind, value.GetValueKind()) switch
        {
            (ShapeKind.Text or ShapeKind.Timestamp or ShapeKind.Blob, JsonValueKind.String) => true,
            (ShapeKind.Integer or ShapeKind.Long or ShapeKind.Double, JsonValueKind.Number) => true,
            (ShapeKind.Boolean, JsonValueKind.True or JsonValueKind.False) => true,
            _ => false,
        };
        if (!isRight)
        {
            throw new InvalidOperationException($"{path}: {value.ToJsonString()} is no {shape.Kind}.");
        }

        if (shape.Values.Count > 0 && !shape.Values.Contains(value.GetValue<string>()))
        {
            throw new InvalidOperationException($"{path}: {value.ToJsonString()} is not in {shape.Name}.");
        }
    }
}
