using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace DouyinIngest.Tests.Pipeline.Rooms.Fakes;

/// <summary>Keeps what is logged: level, name of the event, text.</summary>
internal sealed class RecordingLoggers : ILoggerFactory, ILogger
{
    private readonly ConcurrentQueue<(LogLevel Level, string Name, string Text)> _lines = new();

    public IReadOnlyList<(LogLevel Level, string Name, string Text)> Lines => [.. _lines];

    public int Count(string name) => _lines.Count(line => string.Equals(line.Name, name, StringComparison.Ordinal));

    public string Text(string name) => _lines.Last(line => string.Equals(line.Name, name, StringComparison.Ordinal)).Text;

    public ILogger CreateLogger(string categoryName) => this;

    public ILogger<T> Of<T>() => new Typed<T>(this);

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
        => null;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        => _lines.Enqueue((logLevel, eventId.Name ?? "", formatter(state, exception)));

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public void Dispose()
    {
        // Nothing is held.
    }

    private sealed class Typed<T>(RecordingLoggers owner) : ILogger<T>
    {
        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
            => null;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            => owner.Log(logLevel, eventId, state, exception, formatter);
    }
}
