using System.Collections.Concurrent;
using DouyinIngest.Tests.Fakes;

namespace DouyinIngest.Tests.Founding;

/// <summary>What an example printed, and what is typed for it.</summary>
internal sealed class Screen(IEnumerable<string> typed)
{
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly Queue<string> _typed = new(typed);

    public IReadOnlyList<string> Lines => [.. _lines];

    public void Write(string line) => _lines.Enqueue(line);

    public string? Read() => _typed.TryDequeue(out var line) ? line : null;

    /// <summary>Waits until a line stands there.</summary>
    public Task ShowsAsync(string line) => Waiting.UntilAsync(() => _lines.Contains(line, StringComparer.Ordinal));
}
