using System.Collections.Frozen;
using System.Reflection;

namespace ActorCompute.Arrays.Expressions.Lambdas;

/// <summary>
/// The methods of Math, MathF and the number types that are one function here, with the same meaning for
/// every element.
/// </summary>
internal static class MathMethods
{
    private static readonly FrozenSet<Type> _types = new[]
    {
        typeof(Math), typeof(MathF), typeof(double), typeof(float), typeof(long), typeof(int),
    }.ToFrozenSet();

    private static readonly FrozenDictionary<string, Function> _functions = new Dictionary<string, Function>
    {
        ["Abs"] = Function.Absolute,
        ["Acos"] = Function.Arccos,
        ["Acosh"] = Function.Arccosh,
        ["Asin"] = Function.Arcsin,
        ["Asinh"] = Function.Arcsinh,
        ["Atan"] = Function.Arctan,
        ["Atan2"] = Function.Arctan2,
        ["Atanh"] = Function.Arctanh,
        ["Cbrt"] = Function.Cbrt,
        ["Ceiling"] = Function.Ceil,
        ["Cos"] = Function.Cos,
        ["Cosh"] = Function.Cosh,
        ["DegreesToRadians"] = Function.Radians,
        ["Exp"] = Function.Exp,
        ["Exp2"] = Function.Exp2,
        ["ExpM1"] = Function.Expm1,
        ["Floor"] = Function.Floor,
        ["Hypot"] = Function.Hypot,
        ["IsFinite"] = Function.Isfinite,
        ["IsInfinity"] = Function.Isinf,
        ["IsNaN"] = Function.Isnan,
        ["Log"] = Function.Log,
        ["Log10"] = Function.Log10,
        ["Log2"] = Function.Log2,
        ["LogP1"] = Function.Log1p,
        ["Max"] = Function.Maximum,
        ["Min"] = Function.Minimum,
        ["Pow"] = Function.Power,
        ["RadiansToDegrees"] = Function.Degrees,
        ["Round"] = Function.Rint,
        ["Sign"] = Function.Sign,
        ["Sin"] = Function.Sin,
        ["Sinh"] = Function.Sinh,
        ["Sqrt"] = Function.Sqrt,
        ["Tan"] = Function.Tan,
        ["Tanh"] = Function.Tanh,
        ["Truncate"] = Function.Trunc,
    }.ToFrozenDictionary();

    /// <summary>True for a static method of one of the types.</summary>
    public static bool IsMath(MethodInfo method) => method.IsStatic && _types.Contains(method.DeclaringType!);

    /// <summary>The function of a method with that many parameters, or null if there is none.</summary>
    /// <remarks>Log2 of integers rounds down in C#, so it is not the function.</remarks>
    public static Function? Find(MethodInfo method)
    {
        bool isFound = IsMath(method)
            && _functions.TryGetValue(method.Name, out Function function)
            && FunctionTable.Describe(function).Arity == method.GetParameters().Length
            && !(function == Function.Log2 && method.GetParameters()[0].ParameterType != method.ReturnType);
        return isFound ? _functions[method.Name] : null;
    }
}
