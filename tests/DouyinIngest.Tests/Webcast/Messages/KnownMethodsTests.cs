using System.Text;
using DouyinIngest.Webcast.Messages;

namespace DouyinIngest.Tests.Webcast.Messages;

public sealed class KnownMethodsTests
{
    private static readonly string[] Decoded =
    [
        "WebcastChatMessage", "WebcastEmojiChatMessage", "WebcastScreenChatMessage", "WebcastPrivilegeScreenChatMessage", "WebcastAudioChatMessage",
        "WebcastGiftMessage", "WebcastLikeMessage", "WebcastMemberMessage", "WebcastSocialMessage", "WebcastRoomUserSeqMessage",
        "WebcastRoomStatsMessage", "WebcastControlMessage",
    ];

    [Fact]
    public void Of_OneLetterChangedAnywhere_IsUnknown()
    {
        foreach (var method in Decoded)
        {
            for (var i = 0; i < method.Length; i++)
            {
                var changed = Encoding.UTF8.GetBytes(method);
                changed[i] ^= 0x20;
                Assert.Equal(MessageKind.Unknown, MessageKinds.Of(changed));
            }
        }
    }

    [Fact]
    public void Of_LongerShorterOrSurrounded_IsUnknown()
    {
        foreach (var method in Decoded)
        {
            Assert.All(
                [method + "s", method[..^1], " " + method, method + "\0", method["Webcast".Length..], method.ToUpperInvariant()],
                other => Assert.Equal(MessageKind.Unknown, MessageKinds.Of(Encoding.UTF8.GetBytes(other))));
        }
    }

    [Fact]
    public void Of_EveryDecodedMethod_HasAKindOfItsOwn()
    {
        MessageKind[] kinds = [.. Decoded.Select(m => MessageKinds.Of(Encoding.UTF8.GetBytes(m)))];
        Assert.Equal(kinds.Length, kinds.Distinct().Count());
        Assert.DoesNotContain(MessageKind.Unknown, kinds);
        Assert.DoesNotContain(MessageKind.Known, kinds);
    }

    [Fact]
    public void Of_HostileNames_AreUnknown()
        => Assert.All(
            new byte[][] { new byte[100_000], [0xff, 0xfe], Encoding.UTF8.GetBytes("Webcast聊天Message") },
            name => Assert.Equal(MessageKind.Unknown, MessageKinds.Of(name)));
}
