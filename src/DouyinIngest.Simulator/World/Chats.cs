using DouyinIngest.Protos.Webcast.Data;
using DouyinIngest.Protos.Webcast.Im;
using Google.Protobuf;

namespace DouyinIngest.Simulator.World;

/// <summary>Chat lines in all their variants.</summary>
internal static class Chats
{
    /// <summary>A chat message and its method; the caller adds the common part.</summary>
    public static (string Method, IMessage Message) Next(Random random, User user, long nowSeconds) => random.Next(100) switch
    {
        < 86 => ("WebcastChatMessage", Plain(random, user, nowSeconds)),
        < 92 => ("WebcastEmojiChatMessage", Emoji(random, user)),
        < 95 => ("WebcastScreenChatMessage",
            new ScreenChatMessage { User = user, ScreenChatType = 1, Content = Words.Line(random), Priority = 5, EventTime = nowSeconds }),
        < 97 => ("WebcastPrivilegeScreenChatMessage", new PrivilegeScreenChatMessage { User = user, Content = Words.Line(random), Style = 1 }),
        _ => ("WebcastAudioChatMessage", new AudioChatMessage
        {
            User = user,
            Content = Words.Line(random),
            AudioUrl = "https://audio.example.com/" + random.GetHexString(16, lowercase: true),
            AudioDuration = random.Next(1, 20),
        }),
    };

    private static ChatMessage Plain(Random random, User user, long nowSeconds)
    {
        var bag = random.Next(40) == 0;
        var chat = new ChatMessage
        {
            User = user,
            Content = bag ? "福袋口令" + random.Next(10) : Words.Line(random),
            EventTime = nowSeconds,
            ChatBy = bag ? 9 : 0,
        };
        chat.ChatTags.Add(random.Next(1, 5));
        return chat;
    }

    private static EmojiChatMessage Emoji(Random random, User user)
    {
        var id = random.NextInt64(7_000_000_000_000, 7_000_000_000_100);
        var content = new Text { Key = "", DefaultPattern = "{0:image}" };
        content.Pieces.Add(new TextPiece
        {
            Type = 15,
            ImageValue = new TextPieceImage { Image = Pictures.Picture(random, "emoji", 120), ScalingRate = 1 },
        });
        return new EmojiChatMessage { User = user, EmojiId = id, EmojiContent = content, DefaultContent = "[比心]" };
    }
}
