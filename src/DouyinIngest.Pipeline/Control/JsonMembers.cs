using System.Text.Json;

namespace DouyinIngest.Pipeline.Control;

/// <summary>The members of one JSON object of a control record. Whatever cannot be used says what would be right.</summary>
internal readonly struct JsonMembers
{
    private const int MaxShown = 40;

    private readonly JsonElement _object;
    private readonly string _path;

    private JsonMembers(JsonElement element, string path)
    {
        _object = element;
        _path = path;
    }

    /// <summary>An object whose members have any name.</summary>
    /// <param name="element">Any JSON value.</param>
    /// <param name="path">What it is called in messages.</param>
    /// <exception cref="ControlFormatException">It is no object.</exception>
    public static JsonMembers Any(JsonElement element, string path) => element.ValueKind == JsonValueKind.Object
        ? new JsonMembers(element, path)
        : throw Wrong($"{path} is {Shown(element)}", $"Make it a JSON object, {{}} at least.");

    /// <summary>An object that has no members but these; a misspelt one must not pass for one left out.</summary>
    /// <exception cref="ControlFormatException">It is no object, or has another member.</exception>
    public static JsonMembers Of(JsonElement element, string path, params string[] known)
    {
        var members = Any(element, path);
        foreach (var member in element.EnumerateObject())
        {
            if (!known.Contains(member.Name, StringComparer.Ordinal))
            {
                throw Wrong(
                    $"{path} has the member '{Capped(member.Name)}', which this version does not know",
                    $"The nearest is '{EditDistance.Nearest(Capped(member.Name), known)}'; known are {string.Join(", ", known)}.");
            }
        }

        return members;
    }

    /// <summary>Every member and what it is called in messages.</summary>
    public IEnumerable<(string Name, string Path, JsonElement Value)> All()
    {
        var path = _path;
        return _object.EnumerateObject().Select(member => (member.Name, $"{path}.{Capped(member.Name)}", member.Value));
    }

    /// <summary>A member; null when it is left out or null, which mean the same.</summary>
    public JsonElement? Find(string name)
        => _object.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public string PathOf(string name) => $"{_path}.{name}";

    /// <summary>A text; null when left out.</summary>
    public string? Text(string name) => Find(name) is { } value ? Text(value, PathOf(name)) : null;

    /// <summary>A text.</summary>
    public static string Text(JsonElement value, string path)
        => value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Wrong($"{path} is {Shown(value)}", "Make it a text in quotes.");

    /// <summary>A whole number; null when left out.</summary>
    public int? Integer(string name, int least, int most)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least && number <= most
            ? number
            : throw Wrong($"{PathOf(name)} is {Shown(value)}", FormattableString.Invariant($"Make it a whole number from {least} to {most}."));
    }

    /// <summary>True or false; null when left out.</summary>
    public bool? Flag(string name) => Find(name) is not { } value ? null
        : value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean()
        : throw Wrong($"{PathOf(name)} is {Shown(value)}", "Make it true or false.");

    /// <summary>A list of texts; null when left out.</summary>
    public List<string>? Texts(string name)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        var path = PathOf(name);
        return value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Select((text, i) => Text(text, FormattableString.Invariant($"{path}.{i}")))]
            : throw Wrong($"{path} is {Shown(value)}", "Make it a list of texts in quotes.");
    }

    /// <summary>One of some words; null when left out.</summary>
    public string? Word(string name, params string[] words) => Find(name) is { } value ? Word(value, PathOf(name), words) : null;

    /// <summary>One of some words.</summary>
    public static string Word(JsonElement value, string path, params string[] words)
    {
        var word = value.ValueKind == JsonValueKind.String ? value.GetString()! : null;
        return words.Contains(word, StringComparer.Ordinal)
            ? word!
            : throw Wrong($"{path} is {Shown(value)}", $"Make it one of {string.Join(", ", words)}.");
    }

    public static ControlFormatException Wrong(string reason, string remedy) => new(reason, remedy);

    /// <summary>A JSON value for a message.</summary>
    public static string Shown(JsonElement value) => Capped(value.GetRawText());

    /// <summary>A text of somebody's for a message.</summary>
    public static string Capped(string text)
    {
        var shown = text.Length <= MaxShown ? text : text[..MaxShown] + "…";
        return new string([.. shown.Select(static c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c)]);
    }
}
