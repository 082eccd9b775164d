#!/usr/bin/env python3
"""Pairwise distances"""
import numpy as np


def distances(points, centres):
    """How far each point is from each centre"""
    differences = points[:, None, :] - centres[None, :, :]
    return np.sqrt(np.sum(differences**2, axis=2))
