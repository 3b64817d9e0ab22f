using DouyinIngest.Protos.Webcast.Im;
using DouyinIngest.Simulator;
using DouyinIngest.Simulator.World;
using DouyinIngest.Tests.Simulator.Fakes;
using Google.Protobuf;

namespace DouyinIngest.Tests.Simulator.World;

public sealed class HandMadeTests
{
    private readonly SimulatedRoom _room = new Rooms(Sim.Quiet(), Sim.Clock()).All[0];

    public static TheoryData<string, IMessage> Typed => new()
    {
        { "WebcastChatMessage", new ChatMessage { Content = "a" } },
        { "WebcastGiftMessage", new GiftMessage { GiftId = 1 } },
        { "WebcastLikeMessage", new LikeMessage { Count = 1 } },
        { "WebcastMemberMessage", new MemberMessage { Action = 1 } },
        { "WebcastSocialMessage", new SocialMessage { Action = 1 } },
        { "WebcastRoomUserSeqMessage", new RoomUserSeqMessage { Total = 1 } },
        { "WebcastRoomStatsMessage", new RoomStatsMessage { Total = 1 } },
        { "WebcastControlMessage", new ControlMessage { Action = 3 } },
    };

    [Theory]
    [MemberData(nameof(Typed))]
    public void Of_Message_HasItsMethodAndCommonPart(string method, IMessage content)
    {
        var (message, same) = HandMade.Of(_room, 42, content);

        Assert.Same(content, same);
        Assert.Equal((method, 42, false), (message.Method, message.MsgId, message.NeedWrdsStore));
        var common = Assert.IsType<Common>(content.Descriptor.FindFieldByNumber(1).Accessor.GetValue(content));
        Assert.Equal((method, 42, _room.RoomId), (common.Method, common.MsgId, common.RoomId));
        Assert.Equal(content.ToByteString(), message.Payload);
    }

    [Fact]
    public void Of_CommonOfItsOwn_IsKept()
    {
        var chat = new ChatMessage { Common = new Common { MsgId = 7 } };

        HandMade.Of(_room, 42, chat);

        Assert.Equal(7, chat.Common.MsgId);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(5, true)]
    public void Of_Version_MakesItSticky(long version, bool sticky)
    {
        var message = HandMade.Of(_room, 1, new RoomStatsMessage(), version).Message;

        Assert.Equal((sticky, version), (message.NeedWrdsStore, message.WrdsVersion));
    }

    [Fact]
    public void Emit_StickyOnes_BecomeTheStateOfTheRoom()
    {
        SimulatorHost.Emit(_room, HandMade.Of(_room, 1, new RoomStatsMessage { Total = 1 }, 100));
        SimulatorHost.Emit(_room, HandMade.Of(_room, 2, new RoomStatsMessage { Total = 2 }, 200));

        Assert.Equal([200L], _room.Current.Open(null).Sticky.Select(m => m.WrdsVersion));
        Assert.Equal(200, _room.Current.WrdsVersion);
        Assert.True(_room.Current.Log.Find(1)!.Sticky);
    }

    [Fact]
    public void NextVersion_ClockStandsStill_StillGrows()
    {
        var first = _room.Current.NextVersion();

        Assert.Equal(first + 1, _room.Current.NextVersion());
    }
}
