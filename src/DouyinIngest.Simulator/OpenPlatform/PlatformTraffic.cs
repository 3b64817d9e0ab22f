using System.Globalization;
using System.Text.Json.Nodes;

namespace DouyinIngest.Simulator.OpenPlatform;

/// <summary>What people do in pushed rooms. Thread-safe; the same seed makes the same events but for their times.</summary>
internal sealed class PlatformTraffic(int seed)
{
    private const int People = 200;
    private static readonly string[] Lines = ["主播好", "来了来了", "这个多少钱", "哈哈哈哈", "支持一下", "第一次来", "讲得真好", "666"];
    private static readonly (string Id, int Fen)[] Gifts = [("n1/Simulated0001sjRose==", 10), ("n1/Simulated0002sjHeart==", 100), ("n1/Simulated0003sjRocket==", 10_000)];

    private readonly Lock _gate = new();
    private readonly Random _random = new(seed);
    private long _number;

    /// <summary>One event; <paramref name="prefix"/> marks ids that were never true.</summary>
    public PlatformEvent Next(long roomId, string type, DateTimeOffset now, string prefix = "")
    {
        lock (_gate)
        {
            return Make(roomId, type, now, prefix);
        }
    }

    /// <summary>Whether something that happens with this share happens now.</summary>
    public bool Happens(double share)
    {
        lock (_gate)
        {
            return share > 0 && _random.NextDouble() < share;
        }
    }

    public string Nonce()
    {
        lock (_gate)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{_random.NextInt64():x16}{_random.NextInt64():x16}");
        }
    }

    public int Pick(int count)
    {
        lock (_gate)
        {
            return _random.Next(count);
        }
    }

    private PlatformEvent Make(long roomId, string type, DateTimeOffset now, string prefix)
    {
        var msgId = prefix + (7_000_000_000_000_000_000 + ++_number).ToString(CultureInfo.InvariantCulture);
        var person = _random.Next(People);
        var json = new JsonObject
        {
            ["msg_id"] = msgId,
            ["sec_openid"] = string.Create(CultureInfo.InvariantCulture, $"_000Simulated{person:D4}"),
            ["avatar_url"] = "",
            ["nickname"] = string.Create(CultureInfo.InvariantCulture, $"观众{person}"),
            ["timestamp"] = now.ToUnixTimeMilliseconds(),
        };
        long count = 0;
        long fen = 0;
        switch (type)
        {
            case PlatformTypes.Comment:
                json["content"] = Lines[_random.Next(Lines.Length)];
                break;
            case PlatformTypes.Gift:
                var (id, price) = Gifts[_random.Next(Gifts.Length)];
                count = _random.Next(1, 11);
                fen = count * price;
                json["sec_gift_id"] = id;
                json["gift_num"] = count;
                json["gift_value"] = fen;
                break;
            case PlatformTypes.Like:
                count = _random.Next(1, 30);
                json["like_num"] = count;
                break;
            default:
                // What the real body holds stands in no source.
                json["fansclub_reason_type"] = 1;
                break;
        }

        return new PlatformEvent(roomId, type, msgId, count, fen, json);
    }
}
