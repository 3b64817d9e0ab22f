using DouyinIngest.Pipeline.Hosting;
using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Frames;
using DouyinIngest.Webcast.RoomInfo;
using DouyinIngest.Webcast.Sockets;
using Microsoft.Extensions.Options;

namespace DouyinIngest.Tests.Pipeline.Hosting;

/// <summary>The edges of every range that a setting has.</summary>
public sealed class FieldRangesTests
{
    [Theory]
    [InlineData(nameof(IngestOptions.InFlightBytesPerRoom), 65_536L, 65_535L)]
    [InlineData(nameof(IngestOptions.InFlightBytesPerRoom), 1L << 32, (1L << 32) + 1)]
    [InlineData(nameof(IngestOptions.InFlightBytes), 1L << 40, (1L << 40) + 1)]
    [InlineData(nameof(IngestOptions.ConcurrentLookups), 1, 0)]
    [InlineData(nameof(IngestOptions.ConcurrentLookups), 1000, 1001)]
    [InlineData(nameof(IngestOptions.FaultLimit), 2, 1)]
    [InlineData(nameof(IngestOptions.OfflineInterval), "00:00:00.1", "00:00:00.09")]
    [InlineData(nameof(IngestOptions.OfflineInterval), "1.00:00:00", "1.00:00:01")]
    [InlineData(nameof(IngestOptions.ReconnectMinDelay), "00:00:00.01", "00:00:00")]
    [InlineData(nameof(IngestOptions.ReconnectMaxDelay), "01:00:00", "01:00:01")]
    [InlineData(nameof(IngestOptions.FaultDelay), "00:00:00.01", "-00:00:01")]
    [InlineData(nameof(IngestOptions.FaultWindow), "00:00:01", "00:00:00.9")]
    public void Ingest(string name, object edge, object beyond) => Edge(new IngestFieldsValidator(), name, edge, beyond);

    [Theory]
    [InlineData(nameof(DrainOptions.Deadline), "00:10:00", "00:10:01")]
    [InlineData(nameof(DrainOptions.Settle), "00:00:00.1", "00:00:00.09")]
    [InlineData(nameof(DrainOptions.Flush), "00:05:00", "00:05:01")]
    public void Drain(string name, object edge, object beyond) => Edge(new DrainFieldsValidator(), name, edge, beyond);

    [Theory]
    [InlineData(nameof(SocketOptions.HeartbeatInterval), "00:00:00.1", "00:00:00.09")]
    [InlineData(nameof(SocketOptions.ConnectTimeout), "00:10:00", "00:10:01")]
    [InlineData(nameof(SocketOptions.MessageTimeout), "00:00:00.1", "00:00:00")]
    [InlineData(nameof(SocketOptions.MaxMessageBytes), 1024, 1023)]
    [InlineData(nameof(SocketOptions.ConnectsPerSecond), 1, 0)]
    [InlineData(nameof(SocketOptions.ConnectBurst), 100_000, 100_001)]
    [InlineData(nameof(SocketOptions.Profile), "im-v1", "IM-V1")]
    [InlineData(nameof(SocketOptions.UserAgent), "x", "")]
    public void Socket(string name, object edge, object beyond) => Edge(new SocketFieldsValidator(), name, edge, beyond);

    [Theory]
    [InlineData(nameof(FrameOptions.MaxInflatedBytes), 1024, 1023)]
    [InlineData(nameof(FrameOptions.MaxRatio), 2000, 2001)]
    [InlineData(nameof(FrameOptions.MaxMessages), 1, 0)]
    [InlineData(nameof(FrameOptions.MaxStringBytes), 64, 63)]
    public void Frame(string name, object edge, object beyond) => Edge(new FrameFieldsValidator(), name, edge, beyond);

    [Theory]
    [InlineData(nameof(EventOptions.DedupeWindow), "00:00:01", "00:00:00.9")]
    [InlineData(nameof(EventOptions.DedupeMinIds), 64, 63)]
    [InlineData(nameof(EventOptions.ComboIdle), "00:10:00", "00:10:01")]
    [InlineData(nameof(EventOptions.ComboMemory), "00:00:10", "00:00:09")]
    public void Event(string name, object edge, object beyond) => Edge(new EventFieldsValidator(), name, edge, beyond);

    [Theory]
    [InlineData(10, 5, 17, true)]
    [InlineData(13, 5, 20, true)]
    [InlineData(13, 6, 20, false)]
    [InlineData(19, 5, 20, false)]
    public void Drain_StepsMustFitIntoTheDeadline(int settle, int flush, int deadline, bool fits)
    {
        var options = new DrainOptions { Settle = TimeSpan.FromSeconds(settle), Flush = TimeSpan.FromSeconds(flush), Deadline = TimeSpan.FromSeconds(deadline) };
        Assert.Equal(fits, new DrainRelationsValidator().Validate(null, options).Succeeded);
    }

    [Theory]
    [InlineData(100_000, 100_000, 1, 1, true)]
    [InlineData(100_001, 100_000, 1, 1, false)]
    [InlineData(100_000, 100_000, 2, 1, false)]
    public void Ingest_Relations(long room, long pod, int min, int max, bool fits)
    {
        var options = new IngestOptions
        {
            InFlightBytesPerRoom = room,
            InFlightBytes = pod,
            ReconnectMinDelay = TimeSpan.FromSeconds(min),
            ReconnectMaxDelay = TimeSpan.FromSeconds(max),
        };
        Assert.Equal(fits, new IngestRelationsValidator(Options.Create(new RoomInfoOptions())).Validate(null, options).Succeeded);
    }

    private static void Edge<TOptions>(IValidateOptions<TOptions> validator, string name, object edge, object beyond)
        where TOptions : class, new()
    {
        Assert.True(validator.Validate(null, With<TOptions>(name, edge)).Succeeded);
        var failed = validator.Validate(null, With<TOptions>(name, beyond));
        Assert.Contains(name, Assert.Single(failed.Failures!), StringComparison.Ordinal);
    }

    private static TOptions With<TOptions>(string name, object value)
        where TOptions : class, new()
    {
        var options = new TOptions();
        var property = typeof(TOptions).GetProperty(name)!;
        property.SetValue(options, property.PropertyType == typeof(TimeSpan)
            ? TimeSpan.Parse((string)value, System.Globalization.CultureInfo.InvariantCulture)
            : Convert.ChangeType(value, property.PropertyType, System.Globalization.CultureInfo.InvariantCulture));
        return options;
    }
}
