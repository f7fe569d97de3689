namespace ActorCompute.Reference;

/// <content>Roots.</content>
public static partial class ReferenceMath
{
    private static Exact Cbrt(double x)
    {
        if (x == 0) return x;
        int third = (int)Math.Floor(Math.ILogB(x) / 3.0);
        DoubleDouble scaled = Math.ScaleB(x, -3 * third);
        DoubleDouble root = Math.Cbrt(scaled.High);
        for (int step = 0; step < 2; step++) root -= ((root * root * root) - scaled) / (3 * root * root);
        return new Exact(root, third);
    }

    private static Exact Hypot(double x, double y)
    {
        if (x < y) (x, y) = (y, x);
        if (x == 0) return 0;
        int exponent = Math.ILogB(x);
        DoubleDouble a = Math.ScaleB(x, -exponent);
        bool isFar = y == 0 || Math.ILogB(y) < exponent - 60;
        DoubleDouble b = isFar ? 0 : Math.ScaleB(y, -exponent);
        return new Exact(DoubleDouble.Sqrt((a * a) + (b * b)), exponent);
    }
}
