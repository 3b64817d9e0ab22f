using DouyinIngest.Protos.Webcast.Im;

namespace DouyinIngest.Simulator.World;

/// <summary>The gifts of one broadcast: single gifts, combos with skips, late progress, and combos that never end.</summary>
internal sealed class GiftTraffic(Crowd crowd, int room, Random random, long firstGroup)
{
    private const int MaxOpen = 12;

    private readonly List<Combo> _open = [];
    private readonly HashSet<(long User, long Gift)> _current = [];
    private long _groups;
    private long _currentGroup;

    /// <summary>The next gift message, without its common part.</summary>
    public GiftMessage Next()
    {
        if (_open.Count > 0 && (_open.Count == MaxOpen || random.Next(100) < 65))
        {
            return Progress(random.Next(_open.Count));
        }

        return random.Next(100) < 25 ? Single() : Begin();
    }

    private GiftMessage Single()
    {
        var gift = GiftShelf.Singles[Math.Min(random.Next(8), random.Next(GiftShelf.Singles.Count))];
        var person = crowd.Pick(random, room);
        _groups += 3;
        return new GiftMessage
        {
            GiftId = gift.Id,
            Gift = gift,
            User = person.Wire,
            GroupCount = 1,
            RepeatCount = random.Next(5) == 0 ? 0 : 1,
            ComboCount = 1,
            GroupId = firstGroup + (_groups / 3),
            SendType = gift.Id == 685 ? 4 : 1,
        };
    }

    private GiftMessage Begin()
    {
        var gift = GiftShelf.Combos[random.Next(GiftShelf.Combos.Count)];
        var person = crowd.Pick(random, room);
        while (person.Masked)
        {
            person = crowd.Pick(random, room);
        }

        // The group is a second's timestamp, so several people share one; nobody has two combos of one gift in it.
        _groups += _groups / 3 != (_groups + 1) / 3 || _current.Add((person.Id, gift.Id)) ? 1 : 3;
        if (_groups / 3 != _currentGroup)
        {
            _currentGroup = _groups / 3;
            _current.Clear();
            _current.Add((person.Id, gift.Id));
        }

        var combo = new Combo
        {
            Person = person,
            To = random.Next(10) == 0 ? crowd.Pick(random, room + 1) : null,
            Gift = gift,
            Group = firstGroup + (_groups / 3),
            PerClick = random.Next(10) == 0 ? 66 : 1,
            Clicks = 1,
            Target = random.Next(4) == 0 ? random.Next(20, 200) : random.Next(1, 20),
            Endless = random.Next(20) == 0,
        };
        _open.Add(combo);
        return Tell(combo, combo.Clicks, ended: false);
    }

    private GiftMessage Progress(int index)
    {
        var combo = _open[index];
        if (combo.Late > 0)
        {
            var late = combo.Late;
            combo.Late = 0;
            return Tell(combo, late, ended: false);
        }

        if (combo.Clicks < combo.Target)
        {
            var before = combo.Clicks;
            combo.Clicks = Math.Min(combo.Target, combo.Clicks + random.Next(1, 5));
            combo.Late = random.Next(33) == 0 ? before : 0;
            return Tell(combo, combo.Clicks, ended: false);
        }

        _open.RemoveAt(index);
        return combo.Endless ? Next() : Tell(combo, combo.Clicks, ended: true);
    }

    private GiftMessage Tell(Combo combo, int clicks, bool ended)
    {
        var total = (long)combo.PerClick * clicks;
        var message = new GiftMessage
        {
            GiftId = combo.Gift.Id,
            Gift = combo.Gift,
            User = combo.Person.Wire,
            GroupCount = combo.PerClick,
            ComboCount = clicks,
            RepeatCount = random.Next(10) == 0 ? 0 : total,
            TotalCount = total,
            GroupId = combo.Group,
            RepeatEnd = ended ? 1 : 0,
            SendType = 4,
        };
        if (combo.To is { } to)
        {
            message.ToUser = to.Wire;
        }

        return message;
    }

    private sealed class Combo
    {
        public required Person Person { get; init; }

        public required Person? To { get; init; }

        public required Protos.Webcast.Data.GiftStruct Gift { get; init; }

        public required long Group { get; init; }

        public required int PerClick { get; init; }

        public required int Target { get; init; }

        public required bool Endless { get; init; }

        public int Clicks { get; set; }

        public int Late { get; set; }
    }
}
