using System.Globalization;
using System.Numerics;
using ActorCompute.Arrays.Expressions;

namespace ActorCompute.Kernels.Tests.Accuracy;

/// <summary>
/// What the functions give at the ends and corners of their domains: annex F of C99, and cases whose results
/// are exact. One table for float64 and float32.
/// </summary>
internal static class SpecialValues
{
    // A line a function: arguments, a colon, the result. "huge" is the greatest number, "least" the smallest
    // subnormal one; multiples of pi are rounded to nearest.
    private const string Table = """
        Exp 0:1 -0:1 inf:inf -inf:0 nan:nan huge:inf -huge:0 710:inf -746:0 least:1 -least:1
        Exp2 0:1 -0:1 inf:inf -inf:0 nan:nan huge:inf -huge:0 1024:inf -1076:0 10:1024 -3:0.125 1:2 -1:0.5
        Exp2 least:1 -least:1
        Expm1 0:0 -0:-0 inf:inf -inf:-1 nan:nan huge:inf -huge:-1 710:inf least:least -least:-least
        Log 0:-inf -0:-inf 1:0 inf:inf -inf:nan -1:nan -least:nan -huge:nan nan:nan
        Log2 0:-inf -0:-inf 1:0 inf:inf -inf:nan -1:nan -least:nan nan:nan 8:3 0.125:-3 2:1 1024:10
        Log10 0:-inf -0:-inf 1:0 inf:inf -inf:nan -1:nan -least:nan nan:nan 10:1 100:2 1000:3 10000000:7
        Log1p 0:0 -0:-0 -1:-inf inf:inf -inf:nan -1.5:nan -2:nan -huge:nan nan:nan least:least -least:-least
        Sin 0:0 -0:-0 inf:nan -inf:nan nan:nan least:least -least:-least
        Cos 0:1 -0:1 inf:nan -inf:nan nan:nan least:1 -least:1
        Tan 0:0 -0:-0 inf:nan -inf:nan nan:nan least:least -least:-least
        Arcsin 0:0 -0:-0 1:pi/2 -1:-pi/2 1.5:nan -1.5:nan inf:nan -inf:nan nan:nan huge:nan least:least
        Arcsin -least:-least
        Arccos 1:0 -1:pi 0:pi/2 -0:pi/2 1.5:nan -1.5:nan inf:nan -inf:nan nan:nan huge:nan least:pi/2
        Arctan 0:0 -0:-0 inf:pi/2 -inf:-pi/2 nan:nan huge:pi/2 -huge:-pi/2 1:pi/4 -1:-pi/4 least:least
        Arctan -least:-least
        Sinh 0:0 -0:-0 inf:inf -inf:-inf nan:nan huge:inf -huge:-inf 711:inf -711:-inf least:least
        Sinh -least:-least
        Cosh 0:1 -0:1 inf:inf -inf:inf nan:nan huge:inf -huge:inf 711:inf -711:inf least:1
        Tanh 0:0 -0:-0 inf:1 -inf:-1 nan:nan huge:1 -huge:-1 50:1 -50:-1 least:least -least:-least
        Arcsinh 0:0 -0:-0 inf:inf -inf:-inf nan:nan least:least -least:-least
        Arccosh 1:0 inf:inf 0.5:nan 0:nan -0:nan -1:nan -inf:nan -huge:nan nan:nan
        Arctanh 0:0 -0:-0 1:inf -1:-inf 1.5:nan -1.5:nan inf:nan -inf:nan nan:nan huge:nan least:least
        Arctanh -least:-least
        Cbrt 0:0 -0:-0 inf:inf -inf:-inf nan:nan 1:1 -1:-1 8:2 -8:-2 27:3 -27:-3 1000000:100 0.125:0.5
        Arctan2 0,-0:pi -0,-0:-pi 0,0:0 -0,0:-0 0,-1:pi -0,-1:-pi 0,1:0 -0,1:-0 0,huge:0 -0,-huge:-pi
        Arctan2 -1,0:-pi/2 -1,-0:-pi/2 1,0:pi/2 1,-0:pi/2 least,0:pi/2 -least,-0:-pi/2
        Arctan2 1,-inf:pi -1,-inf:-pi 1,inf:0 -1,inf:-0 0,-inf:pi -0,-inf:-pi 0,inf:0 -0,inf:-0
        Arctan2 inf,1:pi/2 -inf,1:-pi/2 inf,-1:pi/2 -inf,-1:-pi/2 inf,0:pi/2 -inf,-0:-pi/2
        Arctan2 inf,-inf:3pi/4 -inf,-inf:-3pi/4 inf,inf:pi/4 -inf,inf:-pi/4 huge,-inf:pi inf,huge:pi/2
        Arctan2 nan,0:nan 0,nan:nan nan,1:nan inf,nan:nan nan,-inf:nan nan,nan:nan
        Arctan2 1,1:pi/4 -1,1:-pi/4 1,-1:3pi/4 -1,-1:-3pi/4 huge,huge:pi/4 least,least:pi/4 huge,least:pi/2
        Arctan2 least,huge:0 -least,huge:-0 least,-huge:pi -least,-huge:-pi least,1:least
        Hypot 0,0:0 -0,0:0 -0,-0:0 1,0:1 -1,-0:1 0,huge:huge least,0:least -least,-0:least
        Hypot inf,1:inf -inf,0:inf 0,inf:inf 1,-inf:inf inf,nan:inf nan,-inf:inf inf,inf:inf -inf,-inf:inf
        Hypot nan,0:nan 1,nan:nan nan,nan:nan 3,4:5 -5,12:13 8,-15:17 huge,huge:inf
        Hypot huge,1:huge huge,least:huge
        Power 0,-1:inf -0,-1:-inf 0,-3:inf -0,-3:-inf 0,-2:inf -0,-2:inf 0,-0.5:inf -0,-2.5:inf
        Power 0,-inf:inf -0,-inf:inf 0,1:0 -0,1:-0 -0,3:-0 0,2:0 -0,2:0 -0,0.5:0 0,inf:0 -0,inf:0
        Power -1,inf:1 -1,-inf:1 1,nan:1 1,inf:1 1,-inf:1 1,huge:1 nan,0:1 nan,-0:1 inf,0:1 -inf,-0:1 0,0:1
        Power 0,-0:1 -0,0:1 -5,0:1 huge,0:1 least,-0:1
        Power -1,0.5:nan -8,-0.5:nan -0.5,2.5:nan -huge,0.5:nan -least,-1.5:nan
        Power 0.5,-inf:inf -0.5,-inf:inf 2,-inf:0 -2,-inf:0 0.5,inf:0 -0.5,inf:0 2,inf:inf -2,inf:inf
        Power -inf,-1:-0 -inf,-3:-0 -inf,-2:0 -inf,-0.5:0 -inf,-inf:0 -inf,1:-inf -inf,3:-inf -inf,2:inf
        Power -inf,0.5:inf -inf,inf:inf inf,-1:0 inf,-0.5:0 inf,-inf:0 inf,1:inf inf,0.5:inf inf,inf:inf
        Power nan,1:nan nan,-2:nan 2,nan:nan 0,nan:nan -1,nan:nan inf,nan:nan nan,nan:nan nan,inf:nan
        Power 10,400:inf -10,401:-inf -10,400:inf 10,-400:0 -10,-401:-0 -10,-400:0 huge,2:inf -huge,3:-inf
        Power least,2:0 -least,3:-0 least,-2:inf -least,-3:-inf huge,-2:0
        Power huge,1:huge -huge,1:-huge least,1:least -least,1:-least
        Power 2,10:1024 2,-3:0.125 -2,3:-8 -2,-3:-0.125 0.5,-2:4 3,4:81 10,3:1000 -3,3:-27 4,0.5:2
        """;

    /// <summary>Arguments and result of each case; the second counts for functions of two only.</summary>
    public static IEnumerable<(T X, T Y, T Result)> Of<T>(Function function)
        where T : IBinaryFloatingPointIeee754<T> =>
        from line in Table.Split('\n')
        let words = line.Split(' ')
        where words[0] == function.ToString()
        from word in words.Skip(1)
        let parts = word.Split(':')
        let arguments = parts[0].Split(',')
        select (Number<T>(arguments[0]), Number<T>(arguments[^1]), Number<T>(parts[1]));

    private static T Number<T>(string word)
        where T : IBinaryFloatingPointIeee754<T> =>
        word[0] == '-' ? -Positive<T>(word[1..]) : Positive<T>(word);

    private static T Positive<T>(string word)
        where T : IBinaryFloatingPointIeee754<T> => word switch
        {
            "inf" => T.PositiveInfinity,
            "nan" => T.NaN,
            "least" => T.Epsilon,
            "huge" => T.BitDecrement(T.PositiveInfinity),
            "pi" => T.CreateChecked(Math.PI),
            "pi/2" => T.CreateChecked(Math.PI / 2),
            "pi/4" => T.CreateChecked(Math.PI / 4),
            "3pi/4" => T.CreateChecked(2.356194490192345),
            _ => T.CreateChecked(double.Parse(word, CultureInfo.InvariantCulture)),
        };
}
