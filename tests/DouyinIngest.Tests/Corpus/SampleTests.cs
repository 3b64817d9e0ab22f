using System.Text;
using System.Text.RegularExpressions;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Tests.Corpus;

/// <summary>Real payloads, one per message type, from the folder named by DOUYIN_SAMPLES; never part of this repository.</summary>
public sealed partial class SampleTests
{
    private const string Hidden = "<REDACTED>";

    [Fact]
    public void EverySample_ThroughTheRealPath_NoFailure()
    {
        var files = Directory.GetFiles(Folder(), "*.bin");
        var path = new CorpusPath();
        var id = 0;
        foreach (var file in files)
        {
            var (reason, _) = Assert.Single(path.Read(Wire.Message(MethodOf(file), ++id, File.ReadAllBytes(file))));
            Assert.True(reason is DropReason.None or DropReason.NoEvent, $"{Path.GetFileName(file)}: {reason}");
        }

        Assert.NotEmpty(files);
    }

    [Fact]
    public void Chat_Values()
    {
        var e = Event<ChatEvent>("ChatMessage");

        Assert.Equal(("最后应该给他冻住", ChatVariant.Plain), (e.Content, e.Variant));
        Assert.Equal((Hidden, Hidden, Hidden, false), (e.User!.Name, e.User.SecUid, e.User.FansClubName, e.User.Masked));
        Assert.Equal(EventTimeSource.ResponseNow, e.UpstreamTimeSource);
    }

    [Fact]
    public void Gift_Values()
    {
        var e = Event<GiftEvent>("GiftMessage");

        Assert.Equal((685L, "粉丝团灯牌", 0), (e.GiftId, e.GiftName, e.Diamonds));
        Assert.Equal((1L, 1L, true), (e.Count, e.Total, e.Ended));
        Assert.Equal((Hidden, 0, 11), (e.User!.Name, e.User.Level, e.User.FansClubLevel));
        Assert.Null(e.ToUser);
    }

    [Fact]
    public void Like_Values()
    {
        var e = Event<LikeEvent>("LikeMessage");

        Assert.Equal((11L, 30735L), (e.Count, e.Total));
        Assert.Equal((Hidden, Hidden, 15), (e.User!.Name, e.User.FansClubName, e.User.FansClubLevel));
    }

    [Fact]
    public void Enter_Values()
    {
        var e = Event<EnterEvent>("MemberMessage");

        Assert.Equal((7576L, EnterWay.Unspecified), (e.Online, e.Way));
        Assert.Equal((Hidden, 1), (e.User!.Name, e.User.FansClubLevel));
    }

    [Fact]
    public void Share_Values()
    {
        var e = Event<ShareEvent>("SocialMessage");

        Assert.Equal(("101", 1548L), (e.Target, e.Total));
        Assert.Equal(Hidden, e.User!.SecUid);
    }

    [Fact]
    public void Room_Values()
    {
        var seq = Event<RoomEvent>("RoomUserSeqMessage");
        var stats = Event<RoomEvent>("RoomStatsMessage");

        Assert.Equal((RoomSource.UserSeq, 216L, 8341L), (seq.Source, seq.Online, seq.TotalViewers));
        Assert.Equal((RoomSource.Stats, 160L, -1L), (stats.Source, stats.Online, stats.TotalViewers));
    }

    [Fact]
    public void OtherChats_Values()
    {
        Assert.Equal(("[表情]", ChatVariant.Emoji), Line("EmojiChatMessage"));
        Assert.Equal(("@小抹茶🧁 感谢", ChatVariant.Screen), Line("ScreenChatMessage"));
        Assert.Equal(("不用到付吧", ChatVariant.PrivilegeScreen), Line("PrivilegeScreenChatMessage"));
        Assert.Equal(("感谢@π π的粉丝团灯牌x1", ChatVariant.Audio), Line("AudioChatMessage"));
    }

    private static (string Content, ChatVariant Variant) Line(string type)
    {
        var e = Event<ChatEvent>(type);
        return (e.Content, e.Variant);
    }

    private static T Event<T>(string type)
        where T : LiveEvent
        => new CorpusPath().Single<T>(Wire.Message("Webcast" + type, 1, File.ReadAllBytes(Path.Combine(Folder(), type + ".bin"))));

    private static string Folder()
    {
        var folder = Environment.GetEnvironmentVariable("DOUYIN_SAMPLES");
        Assert.SkipWhen(string.IsNullOrEmpty(folder), "Real payloads are not part of the repository: set DOUYIN_SAMPLES to a folder of .bin files, one payload each, named after its type.");
        return folder!;
    }

    /// <summary>common.method where the payload has one, else the name of the file.</summary>
    private static string MethodOf(string file)
    {
        var head = Encoding.Latin1.GetString(File.ReadAllBytes(file).AsSpan()[..Math.Min(160, (int)new FileInfo(file).Length)]);
        var told = MethodName().Match(head);
        return told.Success ? told.Value : "Webcast" + Path.GetFileNameWithoutExtension(file);
    }

    [GeneratedRegex("Webcast[A-Za-z]+", RegexOptions.None, 1000)]
    private static partial Regex MethodName();
}
