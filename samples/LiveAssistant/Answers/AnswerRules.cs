using System.Text.Json;

namespace LiveAssistant.Answers;

/// <summary>The rules of <see cref="RuleResponder"/>: those that are built in, or a file of the streamer's.</summary>
internal static class AnswerRules
{
    private const int MaxBytes = 1024 * 1024;
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public static IReadOnlyList<AnswerRule> BuiltIn { get; } =
    [
        new(["下播", "播到几点"], ["今天播到十点哦", "十点下播，还早呢"]),
        new(["多少钱", "价格", "怎么卖"], ["价格在购物车里，点开就能看到", "今天有活动价，购物车里看"]),
        new(["大码", "尺码", "码数"], ["尺码表在商品页，大码也有", "从 S 到 3XL 都有"]),
        new(["链接", "在哪里买", "怎么买"], ["左下角购物车就是链接", "点左下角的小黄车"]),
        new(["发货", "快递"], ["48 小时内发货", "今天下单，后天之前发出"]),
        new(["什么名字", "歌名", "什么歌"], ["歌名马上打在屏幕上", "等主播唱完告诉你歌名"]),
        new(["抽到", "抽奖", "福袋"], ["开奖名单稍后公布", "福袋还在，快去参加"]),
        new(["主播好", "晚上好", "你好", "大家好"], ["你好，欢迎来玩", "晚上好，欢迎欢迎"]),
        new(["第一次来", "新来的", "来了来了"], ["欢迎新朋友，点个关注不迷路", "欢迎，坐下慢慢看"]),
        new(["晚安", "先睡了"], ["晚安，做个好梦", "早点休息，明天见"]),
        new(["吃饭了吗", "吃了吗"], ["吃过了，谢谢关心", "播完就去吃"]),
    ];

    /// <summary>Reads <c>[{"when":["price"],"say":["…"]}]</c>.</summary>
    /// <exception cref="FormatException">The file is none of that; the message says where.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static IReadOnlyList<AnswerRule> Read(string path)
    {
        if (new FileInfo(path) is { Exists: true, Length: > MaxBytes })
        {
            throw new FormatException($"The rules {path} have over {MaxBytes} bytes.");
        }

        List<AnswerRule>? rules;
        try
        {
            rules = JsonSerializer.Deserialize<List<AnswerRule>>(File.ReadAllBytes(path), Format);
        }
        catch (JsonException e)
        {
            throw new FormatException($"The rules {path} are no JSON of the form [{{\"when\":[\"price\"],\"say\":[\"…\"]}}], line {e.LineNumber + 1}.", e);
        }

        var wrong = rules?.FindIndex(static r => r is null or { When: null or [] } or { Say: null or [] } || r.When.Concat(r.Say).Any(string.IsNullOrWhiteSpace)) ?? 0;
        return rules is null || wrong >= 0
            ? throw new FormatException($"The rules {path}: rule {wrong + 1} needs a word or more in 'when' and an answer or more in 'say'.")
            : rules;
    }
}
