using System.Text.Json;

namespace GoldenAmi.Aws;

/// <summary>
/// Shapes and members that AWS documents and the model at hand does not have yet: <c>aws-api/NAME.additions.json</c>, whose <c>source</c> says where they are documented. Put into the model before
/// anybody reads it, in the generator of the clients (which compiles this file too) and here.
/// </summary>
internal static class ModelAdditions
{
    /// <summary>A model with its additions, as one JSON text.</summary>
    /// <exception cref="JsonException">The model has one of the additions by now: it is to be taken out of the additions.</exception>
    public static byte[] Put(Stream model, Stream additions)
    {
        using var there = JsonDocument.Parse(model);
        using var added = JsonDocument.Parse(additions);
        using var whole = new MemoryStream();
        using (var json = new Utf8JsonWriter(whole))
        {
            json.WriteStartObject();
            foreach (var part in there.RootElement.EnumerateObject())
            {
                if (part.Name == "shapes")
                {
                    json.WriteStartObject(part.Name);
                    WriteAll(json, part.Value, added.RootElement.GetProperty("shapes"), WriteShape);
                    json.WriteEndObject();
                }
                else
                {
                    part.WriteTo(json);
                }
            }

            json.WriteEndObject();
        }

        return whole.ToArray();
    }

    /// <summary>What is there in its order, then what is new.</summary>
    /// <param name="both">Writes an entry that both have.</param>
    private static void WriteAll(Utf8JsonWriter json, JsonElement there, JsonElement added, Action<Utf8JsonWriter, JsonProperty, JsonElement> both)
    {
        foreach (var entry in there.EnumerateObject())
        {
            if (added.TryGetProperty(entry.Name, out var addition))
            {
                both(json, entry, addition);
            }
            else
            {
                entry.WriteTo(json);
            }
        }

        foreach (var entry in added.EnumerateObject().Where(entry => !there.TryGetProperty(entry.Name, out _)))
        {
            entry.WriteTo(json);
        }
    }

    /// <summary>A structure of the model that gets further members.</summary>
    private static void WriteShape(Utf8JsonWriter json, JsonProperty shape, JsonElement addition)
    {
        if (!shape.Value.TryGetProperty("members", out _))
        {
            throw new JsonException($"The model has {shape.Name} by now: take it out of the additions.");
        }

        json.WriteStartObject(shape.Name);
        foreach (var part in shape.Value.EnumerateObject())
        {
            if (part.Name == "members")
            {
                json.WriteStartObject(part.Name);
                WriteAll(json, part.Value, addition.GetProperty("members"), (_, member, _) =>
                    throw new JsonException($"The model has {shape.Name}.{member.Name} by now: take it out of the additions."));
                json.WriteEndObject();
            }
            else
            {
                part.WriteTo(json);
            }
        }

        json.WriteEndObject();
    }
}
