"""`dataclass`, `field`, `fields` and `replace` as the standard library has them, for values with keywords only.

The standard decorator writes and compiles six functions for each class: for the classes of this program that took 60
of the 110 ms that a start needed beside Textual, and loading `dataclasses` itself another 10 in every command. Here all
classes share the same few functions. A type checker sees the standard ones; so does whoever asks a class for its
standard fields, which are made then.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from dataclasses import dataclass as dataclass
    from dataclasses import field as field
    from dataclasses import fields as fields
    from dataclasses import replace as replace
else:
    T = TypeVar("T")
    _MISSING: Any = object()

    class _Field:
        """What was said of one field."""

        __slots__ = ("compare", "default", "factory", "init", "name", "repr", "type")

        def __init__(self, default: Any, factory: Any, init: bool, repr: bool, compare: bool) -> None:
            self.default, self.factory = default, factory
            self.init, self.repr, self.compare = init, repr, compare

    def field(
        *, default: Any = _MISSING, default_factory: Any = _MISSING, init: bool = True, repr: bool = True,
        compare: bool = True,
    ) -> Any:  # fmt: skip
        """As `dataclasses.field`."""
        return _Field(default, default_factory, init, repr, compare)

    def dataclass(*, kw_only: bool, frozen: bool = False) -> Callable[[type[T]], type[T]]:
        """As `dataclasses.dataclass`; positional arguments and slots are not offered."""
        assert kw_only
        return _frozen if frozen else _open

    def replace(value: T, /, **changes: Any) -> T:
        """As `dataclasses.replace`."""
        own = value.__dict__
        return type(value)(**{name: own[name] for name in value.__shape__.template} | changes)

    def fields(value: Any) -> tuple[Any, ...]:
        """As `dataclasses.fields`: what is asked of one is its name, type and default."""
        from dataclasses import fields as stock

        return stock(value)

    class _Shape:
        """What all functions need to know of a class."""

        __slots__ = ("factories", "fields", "frozen", "key", "required", "template")

        def __init__(self, cls: type, frozen: bool) -> None:
            found: dict[str, _Field] = {}
            for base in reversed(cls.__mro__[1:]):
                known = base.__dict__.get("__shape__")
                if known is not None:
                    found |= known.fields
            for name, kind in cls.__annotations__.items():
                if kind.startswith(("ClassVar", "typing.ClassVar")):
                    continue
                said = cls.__dict__.get(name, _MISSING)
                one = said if isinstance(said, _Field) else _Field(said, _MISSING, True, True, True)
                one.name, one.type = name, kind
                if one is said:
                    if one.default is _MISSING:
                        delattr(cls, name)
                    else:
                        setattr(cls, name, one.default)
                found[name] = one
            self.fields, self.frozen = found, frozen
            taken = [f for f in found.values() if f.init]
            self.template = {f.name: f.default for f in taken}
            self.factories = {f.name: f.factory for f in taken if f.factory is not _MISSING}
            self.required = {f.name for f in taken if f.default is _MISSING and f.factory is _MISSING}
            compared = [f.name for f in found.values() if f.compare]
            self.key = attrgetter(*compared) if compared else _nothing

    def _nothing(value: object) -> tuple[()]:
        return ()

    def _init_of(shape: _Shape, then: Callable[[Any], None] | None) -> Callable[..., None]:
        """`__init__` of a class: what was said over what stands there; `then` is called at the end."""
        template, required, factories, count = shape.template, shape.required, shape.factories, len(shape.template)

        def make(self: Any, /, **values: Any) -> None:
            own = self.__dict__
            own.update(template)
            own.update(values)
            if len(own) != count or (required and not required <= values.keys()):
                own.clear()
                _complain(type(self).__name__, shape, values)
            if factories:
                for name, factory in factories.items():
                    if name not in values:
                        own[name] = factory()
            if then is not None:
                then(self)

        return make

    def _complain(name: str, shape: _Shape, values: dict[str, Any]) -> None:
        for unknown in values.keys() - shape.template.keys():
            raise TypeError(f"{name}.__init__() got an unexpected keyword argument '{unknown}'")
        missing = " and ".join(f"'{n}'" for n in shape.template if n in shape.required - values.keys())
        raise TypeError(f"{name}.__init__() missing required keyword-only arguments: {missing}")

    def _eq_of(key: Callable[[Any], object]) -> Callable[[Any, object], Any]:
        def same(self: Any, other: object) -> Any:
            if self is other:
                return True
            return key(self) == key(other) if other.__class__ is self.__class__ else NotImplemented

        return same

    def _hash_of(key: Callable[[Any], object]) -> Callable[[Any], int]:
        def number(self: Any) -> int:
            return hash(key(self))

        return number

    def _repr(self: Any) -> str:
        shown = (f"{f.name}={getattr(self, f.name)!r}" for f in self.__shape__.fields.values() if f.repr)
        return f"{type(self).__qualname__}({', '.join(shown)})"

    def _setattr(self: Any, name: str, value: object) -> None:
        from dataclasses import FrozenInstanceError

        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def _delattr(self: Any, name: str) -> None:
        from dataclasses import FrozenInstanceError

        raise FrozenInstanceError(f"cannot delete field {name!r}")

    class _Stock:
        """An attribute of standard dataclasses, made when somebody asks for it."""

        __slots__ = ("name",)

        def __init__(self, name: str) -> None:
            self.name = name

        def __get__(self, value: object, cls: type) -> Any:
            return getattr(_stock(cls), self.name)

    def _stock(cls: type) -> type:
        """A standard dataclass with the same fields."""
        import dataclasses

        shape = cls.__shape__
        space: dict[str, Any] = {"__annotations__": {f.name: f.type for f in shape.fields.values()}}
        for f in shape.fields.values():
            space[f.name] = dataclasses.field(
                default=dataclasses.MISSING if f.default is _MISSING else f.default,
                default_factory=dataclasses.MISSING if f.factory is _MISSING else f.factory,
                init=f.init,
                repr=f.repr,
                compare=f.compare,
            )
        made = dataclasses.dataclass(kw_only=True, frozen=shape.frozen)(type(cls.__name__, (), space))
        for name in (_FIELDS, _PARAMS):
            setattr(cls, name, getattr(made, name))
        return made

    _FIELDS, _PARAMS = "__dataclass_fields__", "__dataclass_params__"
    _SHARED = {"__repr__": _repr, "__match_args__": ()}

    def _open(cls: type[T]) -> type[T]:
        return _finish(cls, frozen=False)

    def _frozen(cls: type[T]) -> type[T]:
        return _finish(cls, frozen=True)

    def _finish(cls: type[T], *, frozen: bool) -> type[T]:
        own = cls.__dict__
        cls.__shape__ = _Shape(cls, frozen)
        for name, shared in _SHARED.items():
            if name not in own:
                setattr(cls, name, shared)
        if "__eq__" not in own:
            cls.__eq__ = _eq_of(cls.__shape__.key)
        if "__init__" not in own:
            cls.__init__ = _init_of(cls.__shape__, getattr(cls, "__post_init__", None))
        if frozen:
            cls.__setattr__, cls.__delattr__ = _setattr, _delattr
        if own.get("__hash__") is None:
            cls.__hash__ = _hash_of(cls.__shape__.key) if frozen else None
        setattr(cls, _FIELDS, _Stock(_FIELDS))
        setattr(cls, _PARAMS, _Stock(_PARAMS))
        return cls
