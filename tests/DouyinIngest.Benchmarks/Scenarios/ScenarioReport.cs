using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace DouyinIngest.Benchmarks.Scenarios;

/// <summary>The figures of one run, and which of its bars were missed. A figure that is told again replaces the one before.</summary>
internal sealed class ScenarioReport
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly OrderedDictionary<string, Action<Utf8JsonWriter>> _figures = new(StringComparer.Ordinal);
    private readonly List<string> _misses = [];

    /// <summary>Every bar was met.</summary>
    public bool Pass => _misses.Count == 0;

    /// <summary>Each a sentence with the figure that missed.</summary>
    public IReadOnlyList<string> Misses => _misses;

    public ScenarioReport Add(string name, long value) => Add(name, w => w.WriteNumber(name, value));

    public ScenarioReport Add(string name, double value) => Add(name, w => w.WriteNumber(name, Math.Round(value, 3)));

    public ScenarioReport Add(string name, bool value) => Add(name, w => w.WriteBoolean(name, value));

    public ScenarioReport Add(string name, string value) => Add(name, w => w.WriteString(name, value));

    public ScenarioReport Add(string name, IReadOnlyDictionary<string, long> values) => Add(name, w =>
    {
        w.WriteStartObject(name);
        foreach (var (key, value) in values)
        {
            w.WriteNumber(key, value);
        }

        w.WriteEndObject();
    });

    /// <summary>The figures of a part, as an object of their own; its misses are ours, under its name.</summary>
    public ScenarioReport Add(string name, ScenarioReport part)
    {
        _misses.AddRange(part._misses.Select(miss => $"{name}: {miss}"));
        return Add(name, w =>
        {
            w.WriteStartObject(name);
            part.WriteFigures(w);
            w.WriteEndObject();
        });
    }

    /// <summary>A bar. <paramref name="miss"/> is made only when it was missed.</summary>
    public ScenarioReport Require(bool met, Func<string> miss)
    {
        if (!met)
        {
            _misses.Add(miss());
        }

        return this;
    }

    /// <summary>One line.</summary>
    public string ToJson()
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Plain))
        {
            writer.WriteStartObject();
            WriteFigures(writer);
            writer.WriteBoolean("pass", Pass);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private void WriteFigures(Utf8JsonWriter writer)
    {
        foreach (var write in _figures.Values)
        {
            write(writer);
        }
    }

    private ScenarioReport Add(string name, Action<Utf8JsonWriter> figure)
    {
        _figures[name] = figure;
        return this;
    }
}
