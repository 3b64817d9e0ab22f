using DouyinIngest.Protos.Webcast.Data;

namespace DouyinIngest.Simulator.World;

/// <summary>The invented people of the world, made from the seed.</summary>
internal sealed class Crowd
{
    private const int Size = 4000;
    private const string Base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private readonly int _seed;
    private readonly Weight _weight;
    private readonly Person?[] _people = new Person?[Size];

    public Crowd(int seed, Weight weight)
    {
        _seed = seed;
        _weight = weight;
    }

    /// <summary>Somebody of a room's crowd: a few come often, many seldom, and rooms share part of theirs.</summary>
    public Person Pick(Random random, int room)
    {
        var skewed = (int)(random.NextDouble() * random.NextDouble() * 1200);
        return Get((skewed + (room * 397)) % Size);
    }

    /// <summary>The anchor of a room.</summary>
    public Person Anchor(int room) => Make(1_000_000 + room);

    /// <summary>Who a login cookie belongs to: always the same person, and none of the crowd.</summary>
    public Person Viewer(string login)
    {
        var hash = 0;
        foreach (var c in login)
        {
            hash = unchecked((hash * 31) + c);
        }

        return Make(2_000_000 + (hash & 0xFFFFFF));
    }

    private Person Get(int index) => _people[index] ??= Make(index);

    private Person Make(int index)
    {
        var random = new Random(unchecked((_seed * 1_000_003) + index));
        var name = Words.Name(random);
        var masked = index < Size && random.Next(20) == 0;
        var id = masked ? 111111 : random.NextInt64(60_000_000_000, 4_000_000_000_000_000);
        var secUid = "MS4wLjABAAAA" + random.GetString(Base64, 43);
        var user = new User
        {
            Id = id,
            Nickname = masked ? name[..1] + "***" : name,
            SecUid = masked ? "" : secUid,
            PayGrade = new User.Types.PayGrade { Level = random.Next(0, 61) },
        };
        if (masked)
        {
            user.DesensitizedNickname = user.Nickname;
        }
        else
        {
            user.ShortId = random.Next(10_000_000, int.MaxValue);
            user.Gender = random.Next(3);
            user.DisplayId = "dy" + random.GetHexString(8, lowercase: true);
        }

        if (random.Next(3) == 0)
        {
            user.FansClub = new User.Types.FansClub
            {
                Data = new User.Types.FansClub.Types.FansClubData
                {
                    ClubName = Words.Club(random),
                    Level = random.Next(1, 21),
                    UserFansClubStatus = 1,
                },
            };
        }

        if (_weight == Weight.Heavy)
        {
            Pictures.AddTo(user, random);
        }

        return new Person(id, user.SecUid, user.Nickname, masked, user);
    }
}
