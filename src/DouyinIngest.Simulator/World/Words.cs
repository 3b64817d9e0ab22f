namespace DouyinIngest.Simulator.World;

/// <summary>The vocabulary of the world; all of it is invented.</summary>
internal static class Words
{
    private static readonly string[] Heads =
    [
        "云朵", "小鹿", "半糖", "星河", "青柠", "南风", "奶茶", "月半", "海盐", "木棉", "橘子", "晚安", "阿哲", "老周", "敏敏", "可可", "初夏", "山野", "糯米", "北北",
    ];

    private static readonly string[] Tails =
    [
        "不加冰", "在路上", "的日常", "爱唱歌", "🌟", "同学", "本人", "🐰", "today", "不想上班", "要早睡", "_88", "吃西瓜🍉", "与猫", "的小店", "2000", "", "🌈🌈", "先生", "酱",
    ];

    private static readonly string[] Lines =
    [
        "主播好", "来了来了", "这首歌叫什么名字", "哈哈哈哈哈", "好听好听", "666", "求关注一下", "今天几点下播呀", "第一次来，点个关注", "声音真好听🎵", "😂😂😂", "❤️❤️❤️",
        "能不能唱一首慢歌", "晚上好，吃饭了吗", "这个多少钱", "有没有大码", "链接在哪里", "主播辛苦了", "👍", "冲冲冲🔥", "我从重庆来的", "加油！", "这也太厉害了吧",
        "新来的朋友点点赞", "抽到了吗", "什么时候发货", "👏👏👏", "上次买的很好用，回来支持", "笑死我了🤣", "先睡了，大家晚安🌙",
    ];

    private static readonly string[] Titles = ["唱歌聊天", "新品上架", "深夜电台", "游戏开黑", "手作时间", "带你看海", "早餐铺子", "健身打卡"];

    private static readonly string[] Clubs = ["小太阳", "星星团", "鹿鸣", "海盐团", "夜猫子", "奶糖", "向日葵"];

    public static string Name(Random random) => Heads[random.Next(Heads.Length)] + Tails[random.Next(Tails.Length)];

    public static string Title(int room) => Titles[room % Titles.Length];

    public static string Club(Random random) => Clubs[random.Next(Clubs.Length)];

    /// <summary>A chat line; some carry a number, so that lines differ.</summary>
    public static string Line(Random random) => random.Next(4) switch
    {
        0 => $"{Lines[random.Next(Lines.Length)]} {random.Next(1, 1000)}",
        1 => Lines[random.Next(Lines.Length)] + "，" + Lines[random.Next(Lines.Length)],
        _ => Lines[random.Next(Lines.Length)],
    };
}
