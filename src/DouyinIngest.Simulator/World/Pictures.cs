using DouyinIngest.Protos.Webcast.Data;

namespace DouyinIngest.Simulator.World;

/// <summary>Avatars and badges, which make up most of a real message.</summary>
internal static class Pictures
{
    public static void AddTo(User user, Random random)
    {
        user.AvatarThumb = Picture(random, "100x100", 100);
        user.AvatarMedium = Picture(random, "720x720", 720);
        user.AvatarLarge = Picture(random, "1080x1080", 1080);
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            user.BadgeImageList.Add(Picture(random, "badge", 16));
            user.NewRealTimeIcons.Add(Picture(random, "icon", 16));
        }

        user.PayGrade.NewImIconWithLevel = Picture(random, "grade", 16);
        user.PayGrade.NewLiveIcon = Picture(random, "grade", 12);
        user.FollowInfo = new User.Types.FollowInfo { FollowingCount = random.Next(2000), FollowerCount = random.Next(100_000) };
    }

    public static Image Picture(Random random, string kind, int size)
    {
        var uri = $"webcast/{kind}/{random.GetHexString(32, lowercase: true)}";
        var image = new Image { Uri = uri, Height = size, Width = size, AvgColor = "#" + random.GetHexString(6) };
        for (var host = 3; host <= 11; host += 4)
        {
            image.UrlList.Add($"https://p{host}-webcast.example.com/img/{uri}~tplv-obj.image?x-expires={random.Next(1_700_000_000, 1_900_000_000)}");
        }

        return image;
    }
}
