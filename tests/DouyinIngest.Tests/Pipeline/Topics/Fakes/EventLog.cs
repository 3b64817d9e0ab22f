using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace DouyinIngest.Tests.Pipeline.Topics.Fakes;

/// <summary>Keeps what is logged: level, event name, text.</summary>
internal sealed class EventLog<T> : ILogger<T>
{
    private readonly ConcurrentQueue<(LogLevel Level, string Name, string Text)> _lines = new();

    public IReadOnlyList<(LogLevel Level, string Name, string Text)> Of(string name)
        => [.. _lines.Where(l => string.Equals(l.Name, name, StringComparison.Ordinal))];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
        => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        => _lines.Enqueue((logLevel, eventId.Name ?? "", formatter(state, exception)));
}
