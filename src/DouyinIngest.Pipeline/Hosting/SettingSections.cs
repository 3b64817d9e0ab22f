using DouyinIngest.Pipeline.Canary;
using DouyinIngest.Pipeline.Fleet;
using DouyinIngest.Pipeline.Outbound;
using DouyinIngest.Pipeline.Push;
using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Webcast.Chat;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Filters;
using DouyinIngest.Webcast.Frames;
using DouyinIngest.Webcast.OpenPlatform;
using DouyinIngest.Webcast.Polling;
using DouyinIngest.Webcast.RoomInfo;
using DouyinIngest.Webcast.Signing;
using DouyinIngest.Webcast.Sockets;

namespace DouyinIngest.Pipeline.Hosting;

/// <summary>Every section of the settings, with the type that says what stands in it.</summary>
internal static class SettingSections
{
    public static IReadOnlyList<KnownSettings> Pipeline { get; } =
    [
        new(IngestOptions.SectionName, typeof(IngestOptions)),
        new(SocketOptions.SectionName, typeof(SocketOptions)),
        new(PollingOptions.SectionName, typeof(PollingOptions)),
        new(FrameOptions.SectionName, typeof(FrameOptions)),
        new(EventOptions.SectionName, typeof(EventOptions)),
        new(FilterOptions.SectionName, typeof(FilterOptions)),
        new(SigningOptions.SectionName, typeof(SigningOptions)),
        new(CookieOptions.SectionName, typeof(CookieOptions)),
        new(RoomInfoOptions.SectionName, typeof(RoomInfoOptions)),
        new(KafkaOptions.SectionName, typeof(KafkaOptions)),
        new(FleetOptions.SectionName, typeof(FleetOptions)),
        new(OpenPlatformOptions.SectionName, typeof(OpenPlatformOptions)),
        new(PushOptions.SectionName, typeof(PushOptions)),
        new(DrainOptions.SectionName, typeof(DrainOptions)),
        new(CanaryOptions.SectionName, typeof(CanaryOptions)),
        new(ChatOptions.SectionName, typeof(ChatOptions)),
        new(OutboundOptions.SectionName, typeof(OutboundOptions)),
    ];
}
