using DouyinIngest.Protos.Webcast;
using DouyinIngest.Protos.Webcast.Im;
using DouyinIngest.Simulator.Truth;
using Google.Protobuf;

namespace DouyinIngest.Simulator.World;

/// <summary>
/// What happens in one broadcast, message by message. The order and content depend on the seed alone; the clock only stamps them.
/// </summary>
internal sealed class Traffic
{
    private readonly Crowd _crowd;
    private readonly int _room;
    private readonly long _roomId;
    private readonly Random _random;
    private readonly GiftTraffic _gifts;
    private long _msgId;
    private long _likes;
    private long _viewers;
    private long _shares;
    private long _followers;
    private long _online;
    private int _storm;

    public Traffic(int seed, Crowd crowd, int room, long roomId)
    {
        _crowd = crowd;
        _room = room;
        _roomId = roomId;
        _random = new Random(HashCode(seed, roomId));
        _gifts = new GiftTraffic(crowd, room, _random, 1_776_000_000 + (roomId % 10_000_000));
        _msgId = roomId + _random.NextInt64(1_000_000);
        _online = _random.Next(50, 5000);
        _viewers = _online * 3;
        _likes = _random.Next(10_000);
        _followers = _random.Next(1000, 100_000);
    }

    /// <summary>Whether sticky room statistics are due after the last message.</summary>
    public bool StatsDue { get; private set; }

    /// <summary>The anchor has paused the broadcast.</summary>
    public bool Paused { get; private set; }

    /// <summary>Whether the last message ought to come a second time a little later.</summary>
    public bool RepeatDue => _random.Next(1000) < 15;

    /// <summary>The next message.</summary>
    public WorldMessage Next(long now)
    {
        if (_storm > 0)
        {
            _storm--;
            return Like(now);
        }

        switch (_random.Next(1000))
        {
            case < 272:
                return Enter(now);
            case < 492:
                var (method, chat) = Chats.Next(_random, Pick(), (now / 1000) - _random.Next(1, 4));
                return Wrap(method, chat, now);
            case < 669:
                return Like(now);
            case < 670:
                _storm = _random.Next(20, 100);
                return Like(now);
            case < 762:
                return Wrap("WebcastGiftMessage", _gifts.Next(), now);
            case < 817:
                return Social(now);
            case < 885:
                return UserSeq(now);
            case < 899:
                StatsDue = true;
                return UserSeq(now);
            case < 900:
                Paused = !Paused;
                return Wrap("WebcastControlMessage", new ControlMessage { Action = Paused ? 1 : 2 }, now);
            default:
                return NoEvent(now);
        }
    }

    /// <summary>The sticky statistics that <see cref="StatsDue"/> announced.</summary>
    public WorldMessage Stats(long now, long version)
    {
        StatsDue = false;
        var content = new RoomStatsMessage
        {
            DisplayShort = $"{_online}",
            DisplayMiddle = $"{_online}",
            DisplayLong = $"{_online}在线观众",
            DisplayValue = _online,
            DisplayVersion = version,
            Total = _viewers,
            DisplayType = 1,
        };
        var wrapped = Wrap("WebcastRoomStatsMessage", content, now);
        wrapped.Message.NeedWrdsStore = true;
        wrapped.Message.WrdsVersion = version;
        return wrapped;
    }

    /// <summary>A message that a broadcast begins or ends with, outside the mix.</summary>
    public WorldMessage Wrap(string method, IMessage content, long now)
    {
        _msgId += _random.Next(1, 1000);
        var common = new Common { Method = method, MsgId = _msgId, RoomId = _roomId, IsShowMsg = true, AppId = 1128 };
        var withTime = content is ChatMessage ? _random.Next(5) < 2 : _random.Next(5) > 0;
        if (withTime)
        {
            common.CreateTime = now - _random.Next(5, 300);
        }

        Commons.Set(content, common);
        return new WorldMessage(
            new Message { Method = method, Payload = content.ToByteString(), MsgId = _msgId }, FactReader.Read(content));
    }

    private Protos.Webcast.Data.User Pick() => _crowd.Pick(_random, _room).Wire;

    private WorldMessage Like(long now)
    {
        var count = _random.Next(1, 16);
        _likes += count + _random.Next(3);
        return Wrap("WebcastLikeMessage", new LikeMessage { Count = count, Total = _likes, Color = 0, User = Pick() }, now);
    }

    private WorldMessage Enter(long now)
    {
        _viewers++;
        _online = Math.Max(10, _online + _random.Next(-2, 4));
        var member = new MemberMessage
        {
            User = Pick(),
            MemberCount = _online,
            Action = 1,
            EnterType = _random.Next(3),
            UserEnterTipType = _random.Next(20) == 0 ? 6 : 0,
        };
        member.UserId = member.User.Id;
        return Wrap("WebcastMemberMessage", member, now);
    }

    private WorldMessage Social(long now)
    {
        var social = new SocialMessage { User = Pick() };
        if (_random.Next(3) > 0)
        {
            social.Action = 1;
            social.FollowCount = ++_followers;
        }
        else
        {
            social.Action = 3;
            social.ShareType = 1;
            social.ShareTarget = _random.Next(2) == 0 ? "112" : $"{_random.Next(1, 6)}";
            social.ShareTotalCount = ++_shares;
        }

        return Wrap("WebcastSocialMessage", social, now);
    }

    private WorldMessage UserSeq(long now)
    {
        var seq = new RoomUserSeqMessage
        {
            Total = _online,
            TotalUser = _viewers,
            Popularity = _online,
            TotalUserStr = $"{_viewers}",
            TotalStr = $"{_online}",
            OnlineUserForAnchor = $"{_online}",
            TotalPvForAnchor = $"{_viewers}",
        };
        for (var rank = 1; rank <= 3; rank++)
        {
            seq.Ranks.Add(new RoomUserSeqMessage.Types.Contributor { Score = 1000 - (rank * 100), User = Pick(), Rank = rank });
        }

        return Wrap("WebcastRoomUserSeqMessage", seq, now);
    }

    private WorldMessage NoEvent(long now) => _random.Next(5) switch
    {
        0 => Wrap("WebcastMemberMessage", new MemberMessage { User = Pick(), Action = _random.Next(2) == 0 ? 2 : 5 }, now),
        1 => Wrap("WebcastFansclubMessage", new FansclubMessage { Action = 1, Content = "恭喜升级", User = Pick() }, now),
        2 => Wrap("WebcastUpdateFanTicketMessage", new UpdateFanTicketMessage { RoomFanTicketCount = _likes, RoomFanTicketCountText = $"{_likes}" }, now),
        3 => Wrap("WebcastRoomRankMessage", Ranks(), now),
        _ => Wrap("WebcastInteractEffectMessage", new ToastMessage { Content = "effect" }, now),
    };

    private RoomRankMessage Ranks()
    {
        var ranks = new RoomRankMessage();
        ranks.Ranks.Add(new RoomRankMessage.Types.RoomRank { User = Pick(), ScoreStr = $"{_random.Next(100, 10_000)}" });
        return ranks;
    }

    private static int HashCode(int seed, long roomId) => unchecked((seed * 397) ^ (int)roomId ^ (int)(roomId >> 32));
}
