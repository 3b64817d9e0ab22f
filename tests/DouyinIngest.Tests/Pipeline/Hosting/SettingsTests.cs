using DouyinIngest.Pipeline.Assignments;
using DouyinIngest.Pipeline.Control;
using DouyinIngest.Pipeline.Hosting;
using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Frames;
using DouyinIngest.Webcast.RoomInfo;
using DouyinIngest.Webcast.Sockets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace DouyinIngest.Tests.Pipeline.Hosting;

public sealed class SettingsTests
{
    [Theory]
    [InlineData("Kafka:BootstrapServers", "a:1", null)]
    [InlineData("kafka:bootstrapservers", "a:1", null)]
    [InlineData("Kafka:Client:sasl.username", "x", null)]
    [InlineData("Ingest:Rooms:0", "732001", null)]
    [InlineData("Ingest:Rooms:0:Room", "732001", null)]
    [InlineData("Ingest:Rooms:0:Labels:tenant", "x", null)]
    [InlineData("Logging:LogLevel:Default", "Debug", null)]
    [InlineData("Kafka:BootstrapServer", "a:1", "Kafka:BootstrapServer is no setting; the nearest is Kafka:BootstrapServers.")]
    [InlineData("Kafak:BootstrapServers", "a:1", "Kafak is no section of the settings; the nearest is Kafka.")]
    [InlineData("Ingest:Rooms:0:Lables:tenant", "x", "Ingest:Rooms:0:Lables is no setting; the nearest is Ingest:Rooms:0:Labels.")]
    [InlineData("Ingest:OfflineInterval", "abc", "Ingest:OfflineInterval is 'abc', but must be a time such as 00:00:30 (hours:minutes:seconds).")]
    [InlineData("Frame:MaxMessages", "many", "Frame:MaxMessages is 'many', but must be a whole number.")]
    [InlineData("Kafka:CloudEvents", "perhaps", "Kafka:CloudEvents is 'perhaps', but must be true or false.")]
    [InlineData("Signing:Mode", "magic", "Signing:Mode is 'magic', but must be one of None, Http.")]
    [InlineData("Ingest:Rooms", "732001", "Ingest:Rooms takes several values: Ingest:Rooms:0, Ingest:Rooms:1, or names below it; not one.")]
    public void Mistakes_Table(string key, string value, string? expected)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build();
        Assert.Equal(expected is null ? [] : [expected], SettingsCheck.Mistakes(configuration, SettingSections.Pipeline));
    }

    [Theory]
    [InlineData("Kafka", "kafka", 0)]
    [InlineData("Kafak", "Kafka", 2)]
    [InlineData("", "abc", 3)]
    [InlineData("Rooms", "Room", 1)]
    [InlineData("kitten", "sitting", 3)]
    public void Between_CountsLetters(string one, string other, int expected) => Assert.Equal(expected, EditDistance.Between(one, other));

    [Fact]
    public void Validators_Defaults_AreValid()
    {
        Assert.True(new IngestFieldsValidator().Validate(null, new IngestOptions()).Succeeded);
        Assert.True(Relations().Validate(null, new IngestOptions()).Succeeded);
        Assert.True(new DrainFieldsValidator().Validate(null, new DrainOptions()).Succeeded);
        Assert.True(new DrainRelationsValidator().Validate(null, new DrainOptions()).Succeeded);
        Assert.True(new SocketFieldsValidator().Validate(null, new SocketOptions()).Succeeded);
        Assert.True(new FrameFieldsValidator().Validate(null, new FrameOptions()).Succeeded);
        Assert.True(new EventFieldsValidator().Validate(null, new EventOptions()).Succeeded);
    }

    [Fact]
    public void Validators_OutOfRange_AreRefusedTogether()
    {
        var ingest = new IngestFieldsValidator().Validate(null, new IngestOptions { ConcurrentLookups = 0, OfflineInterval = TimeSpan.Zero });
        Assert.Equal(2, ingest.Failures!.Count());
        Assert.True(new DrainFieldsValidator().Validate(null, new DrainOptions { Deadline = TimeSpan.Zero }).Failed);
        Assert.True(new SocketFieldsValidator().Validate(null, new SocketOptions { Profile = "other" }).Failed);
        Assert.True(new FrameFieldsValidator().Validate(null, new FrameOptions { MaxRatio = 0 }).Failed);
        Assert.True(new EventFieldsValidator().Validate(null, new EventOptions { DedupeMinIds = 0 }).Failed);
    }

    [Fact]
    public void Relations_AreRefusedTogether()
    {
        var result = Relations().Validate(null, new IngestOptions
        {
            InFlightBytesPerRoom = 2_000_000,
            InFlightBytes = 1_000_000,
            ReconnectMinDelay = TimeSpan.FromSeconds(9),
            ReconnectMaxDelay = TimeSpan.FromSeconds(1),
            Rooms = [new RoomEntry { Room = "x" }],
        });
        Assert.Equal(3, result.Failures!.Count());
        Assert.True(new DrainRelationsValidator().Validate(null, new DrainOptions { Settle = TimeSpan.FromSeconds(19) }).Failed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Enter,Like,Follow,Share,Room")]
    [InlineData("Chat", "Ingest:Shed:0 must not be 'chat': chats and gifts are never left out; remove it.")]
    [InlineData("Like,Gift", "Ingest:Shed:1 must not be 'gift': chats and gifts are never left out; remove it.")]
    [InlineData("None,Like,Like", "Ingest:Shed:0 must be one of like, enter, follow, share, room.", "Ingest:Shed:2 names 'like' again; remove it.")]
    public void Shed_Table(string kinds, params string[] refusals)
    {
        var options = new IngestOptions { Shed = [.. kinds.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<EventKind>)] };
        Assert.Equal(refusals, Relations().Validate(null, options).Failures ?? []);
    }

    [Fact]
    public void Shed_FromTheConfiguration_KeepsItsOrder()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Ingest:Shed:0", "enter"), new("Ingest:Shed:1", "like")]).Build();
        Assert.Empty(SettingsCheck.Mistakes(configuration, SettingSections.Pipeline));
        Assert.Equal([EventKind.Enter, EventKind.Like], configuration.GetSection("Ingest").Get<IngestOptions>()!.Shed);
    }

    private static IngestRelationsValidator Relations() => new(Options.Create(new RoomInfoOptions()));
}
