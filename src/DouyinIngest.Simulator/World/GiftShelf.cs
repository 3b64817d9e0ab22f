using DouyinIngest.Protos.Webcast.Data;

namespace DouyinIngest.Simulator.World;

/// <summary>The gifts that people give.</summary>
internal static class GiftShelf
{
    /// <summary>Gifts that count up while a button is held.</summary>
    public static IReadOnlyList<GiftStruct> Combos { get; } =
    [
        Make(463, "小心心", 1, combo: true), Make(3389, "玫瑰", 1, combo: true), Make(2002, "棒棒糖", 9, combo: true),
        Make(164, "大啤酒", 2, combo: true), Make(165, "鲜花", 10, combo: true), Make(3447, "比心", 199, combo: true),
    ];

    /// <summary>Gifts that are told once, without an end.</summary>
    public static IReadOnlyList<GiftStruct> Singles { get; } =
    [
        Make(685, "粉丝团灯牌", 1, combo: false), Make(2758, "热气球", 520, combo: false),
        Make(3588, "浪漫马车", 28888, combo: false), Make(1006, "嘉年华", 30000, combo: false),
    ];

    private static GiftStruct Make(long id, string name, int diamonds, bool combo) => new()
    {
        Id = id,
        Name = name,
        Describe = "送出" + name,
        DiamondCount = diamonds,
        Combo = combo,
        Type = 1,
        Duration = 1000,
    };
}
